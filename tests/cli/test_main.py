"""The frame of the command line: quick help, loaded commands, refusals, exit status."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from klientela.cli import main as program
from klientela.cli.main import COMMANDS, INNER, main
from klientela.core.errors import Refused, Unavailable


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS] + list(INNER))
def test_every_listed_command_is_there_and_explains_itself(runner, name):
    result = runner.invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_help_lists_every_command_and_loads_none(environment):
    script = (
        "import sys; from klientela.cli.main import main; main(['--help'], standalone_mode=False);"
        "print(sorted({'django', 'rich', 'granian', 'numpy', 'pandas', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert [name for name, _ in COMMANDS if f"  {name} " not in done.stdout] == []


def test_the_inner_command_is_not_shown_to_people(runner):
    assert "prepare" not in runner.invoke(main, ["--help"]).output


def test_an_unknown_command_is_wrong_usage(runner):
    assert runner.invoke(main, ["nonsense"]).exit_code == 2


@pytest.fixture
def saying_no(monkeypatch):
    """A command `no` that raises what it is told."""

    def install(error: Exception) -> None:
        @click.command()
        def command() -> None:
            raise error

        class Module:
            pass

        Module.command = command
        monkeypatch.setattr(program, "COMMANDS", (("no", "Says no."),))
        monkeypatch.setattr(program, "import_module", lambda _name: Module)

    return install


def test_a_refusal_is_a_sentence_and_status_1(runner, saying_no):
    saying_no(Refused("test.no", "Not with %(name)s.", name="Anna"))
    result = runner.invoke(main, ["no"])
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Not with Anna.\n")


def test_a_refusal_is_also_a_document_when_one_was_asked_for(runner, saying_no):
    saying_no(Refused("test.no", "Not with %(name)s.", name="Anna"))
    result = runner.invoke(main, ["no", "--json"])
    assert result.exit_code == 1
    assert result.stdout == '{"error": {"code": "test.no", "message": "Not with Anna."}}\n'


def test_what_is_unavailable_is_a_sentence_and_status_1(runner, saying_no):
    saying_no(Unavailable("The disk is full."))
    assert (runner.invoke(main, ["no"]).exit_code, runner.invoke(main, ["no"]).stderr) == (1, "The disk is full.\n")


def test_a_bug_is_not_hidden(runner, saying_no):
    saying_no(ZeroDivisionError("a bug"))
    assert isinstance(runner.invoke(main, ["no"]).exception, ZeroDivisionError)
