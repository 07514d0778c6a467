"""Short forms of given names that no roster lists. In one line's family any form may stand for another."""

from functools import lru_cache

FAMILIES = """
abigail abby gail
alexander alexandra alexandria alejandro alejandra alex lex sasha xander sandra sandy ale
alfred al fred alfie
amanda mandy
andrew andrea andres andy drew dre
anthony antonio tony ant
antonia toni
barbara barb babs
benjamin ben benny benji
bernard bernie
bradley brad
caroline carolina carol carrie
catherine katherine kathryn catalina kate katie kathy kat cathy kay
cameron cam
charles charlie chuck chas
charlotte charlie lottie
christian christopher christina christine cristina kristina kristen chris tina topher kris christy
cynthia cindy
daniel daniela danielle dan danny dani
david dave davey
deborah debra deb debbie
donald don donny
dorothy dot dottie
douglas doug
edward eduardo edwin ed eddie ted ned
elizabeth elisabeth isabel isabella liz lizzie beth betsy betty eliza libby bella izzy
emily emilia em emmy
eugene gene
francis francisco frances francesca frank fran frankie paco pancho
frederick federico fred freddie fede
gabriel gabriela gabrielle gabe gabby
gerald gerry jerry
gregory greg
guadalupe lupe lupita
guillermo memo
harold harry hal
henry hank harry
ignacio nacho
isaac ike
jacob jake jay
jacqueline jackie
james jim jimmy jamie
jason jay
jeffrey geoffrey jeff geoff
jennifer jen jenny jenn
jeremiah jeremy jerry jem
jessica jess jessie
jesus chuy chucho
john jon jonathan johnny jack
jordan jordy
jose pepe joe
joseph josefina josephine joe joey jo josie
joshua josh
judith judy
kenneth ken kenny
kimberly kim
kristopher kris
lawrence laurence larry laurie
leonard leonardo leo len lenny
louis luis lou louie
lucas luke luc
lucia lucille lucy
madeline madison maddie maddy
manuel emmanuel manny manolo
margaret margarita maggie meg peggy marge rita
maria mary marie mia maru
martin marty
matthew mateo matt matty teo
maximilian maximiliano maxwell max
megan meghan meg
melissa mel missy lissa
mercedes meche
michael miguel michelle michaela mike mikey mick mitch shelly mickey
mohammed mohamed muhammad mohammad mo
nathan nathaniel nate nat
natalie natalia nat talia
nicholas nicolas nicole nick nicky nico nikki
olivia oliver liv livvy ollie
pamela pam
patrick patricia patricio pat patty trish tricia paddy
penelope penny
peter pete
philip phillip phil
priscilla cilla
rachel raquel rach
rafael rafa
raymond ramon ray moncho
rebecca becca becky
richard ricardo rick rich dick ricky richie
robert roberto roberta rob bob bobby robbie bert beto
ronald ron ronnie
rosario chayo
samuel samantha sam sammy
sebastian seb bas
sophia sofia sophie sofi
stanley stan
stephen steven stephanie esteban steve steph stevie
susan susana suzanne sue susie suzy
sydney sidney syd
teresa theresa terry tess tere
terrence terry
theodore theo ted teddy
thomas tomas tom tommy
timothy tim timmy
valerie valentina val
vanessa nessa
veronica vero ronnie
victor victoria vic vicky tori
vincent vicente vince vinny chente
virginia ginny
walter walt
william guillaume will bill billy willy liam
yolanda yoli
zachary zack zach
"""


@lru_cache(maxsize=1)
def families() -> dict[str, frozenset[str]]:
    """Given name -> every other form of its families, in lower case."""
    table: dict[str, set[str]] = {}
    for line in FAMILIES.split("\n"):
        forms = line.split()
        for form in forms:
            table.setdefault(form, set()).update(forms)
    return {form: frozenset(others - {form}) for form, others in table.items()}


def nicknames_of(given_name: str) -> frozenset[str]:
    """Short and long forms of a folded given name; empty where none is known."""
    return families().get(given_name, frozenset())
