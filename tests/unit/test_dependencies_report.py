"""The report of what is installed: every package with its licence, and whether we asked for it."""

from scripts.dependencies import asked_for, table

SBOM = {
    "components": [
        {"name": "Zeta_Lib", "version": "2", "licenses": [{"license": {"id": "MIT"}}]},
        {"name": "alpha", "version": "1.0", "licenses": [{"expression": "Apache-2.0 AND MIT"}]},
        {"name": "silent", "version": "3"},
    ]
}


def test_every_package_is_listed_by_name_with_its_licence() -> None:
    rows = table(SBOM, asked_for('  "zeta-lib>=2",\n')).splitlines()

    assert rows[2] == "| alpha | 1.0 | Apache-2.0 AND MIT | by another |"
    assert rows[4] == "| Zeta_Lib | 2 | MIT | yes |"


def test_a_package_that_states_no_licence_is_counted() -> None:
    assert table(SBOM, frozenset()).splitlines()[-1] == "3 packages; 1 without a stated licence."
