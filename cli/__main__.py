"""`python -m cli`: the same as `trellis`."""

from cli.main import trellis

if __name__ == "__main__":
    trellis(prog_name="trellis")
