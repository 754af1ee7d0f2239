"""`klientela undo`: takes a change back."""

import click

from klientela.cli.frame import Frame


@click.command()
@click.argument("change", type=int)
@click.pass_obj
def command(frame: Frame, change: int) -> None:
    """Take the change set CHANGE back: an import, a bulk edit, a merge; what somebody changed since stays."""
    frame.open()
    from klientela.accounts.actions.undo import undo
    from klientela.cli.foreground import conclude, run_to_end

    report = undo(change, actor=frame.actor)
    tally = {"restored": report.tally.restored, "kept": report.tally.kept}
    if report.job is not None:
        job = run_to_end(frame, report.job)
        tally = (job.result or {}).get("params", tally)
    conclude(frame)
    words = f"{tally['restored']} rows were taken back; {tally['kept']} stay, because somebody worked on them since."
    frame.answer({"change": change, "undo": report.undo.pk, **tally}, words)
