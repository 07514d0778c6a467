"""How notices leave: the console, e-mail by SMTP, one webhook at a fixed address."""
