"""`klientela check`: whether the base is in order; it looks and changes nothing."""

import click

from klientela.cli.frame import Frame


@click.command()
@click.pass_obj
def command(frame: Frame) -> None:
    """Look at database, migrations and jobs; status 1 if something is wrong."""
    frame.choose_home()
    import django

    django.setup()
    from klientela.cli.health import examine

    findings = examine()
    lines = [f"{'ok ' if each.ok else 'BAD'} {each.check:<12} {each.words}" for each in findings]
    wrong = [each.check for each in findings if not each.ok]
    frame.answer({"ok": not wrong, "findings": [each.as_dict() for each in findings]}, "\n".join(lines))
    if wrong:
        click.get_current_context().exit(1)
