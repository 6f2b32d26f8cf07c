"""The command line: `coach`. Prints a readable page, or exactly one JSON document with --json.

Exit 0 done; 2 the caller can mend it; 3 something else failed. An error is one sentence on standard error.
"""

import logging
import os
import sys
from typing import Any

import click
from pydantic import ValidationError

from api import cli_card, cli_doctor, cli_label, cli_library, cli_one_on_one, cli_plays, cli_questions, cli_review
from api.console import fail, progress_bar, tell
from api.failures import explain_validation, failure_of
from copilot.errors import CopilotError


class Coach(click.Group):
    """A group whose errors are one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read has gone, as in `coach play F03 | head -1`: no error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        return done

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        logging.getLogger("copilot").addHandler(logging.NullHandler())  # what matters of it stands in the answer's warnings
        try:
            return sys.exit(super().main(*args, **kwargs) or 0)
        except click.exceptions.Exit as error:
            sys.exit(error.exit_code)
        except click.Abort:
            fail("Stopped; nothing was changed.", 2)
        except click.UsageError as error:
            hint = f" Try '{error.ctx.command_path} --help'." if error.ctx else ""
            fail(f"{error.format_message().rstrip('.')}.{hint}", 2)
        except click.ClickException as error:
            fail(error.format_message(), 2)
        except ValidationError as error:
            fail(explain_validation(error), 2)
        except CopilotError as error:
            fail(str(error), failure_of(error).exit_code)
        except OSError as error:
            fail(
                f"{error.strerror or error}: {error.filename or 'a file'}; check that it exists and that you may use it.",
                3,
            )


@click.group(cls=Coach, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="coaching-copilot", message="coach %(version)s")
def main() -> None:
    """Plays a seller does not already know, and how to use them."""


@main.command()
@click.option("--host", help="Where to listen; a loopback address, until there are accounts.")
@click.option("--port", type=click.IntRange(0, 65535))
def serve(host: str | None, port: int | None) -> None:
    """Serve the same jobs over HTTP, on this machine only."""
    from api.serving import serve_http
    from copilot.settings import Settings

    settings = Settings()
    serve_http(settings, host or settings.host, settings.port if port is None else port, tell=tell)


@main.command()
def mcp() -> None:
    """Serve one assistant over standard input and output (MCP)."""
    from api.mcp_server import run_stdio
    from copilot.bootstrap import build_copilot

    run_stdio(lambda: build_copilot(tell=tell))


@main.command()
def demo() -> None:
    """Three worked requests."""
    from api.demo import run_demo

    run_demo(tell=tell, progress=progress_bar(False))


for command in (
    *cli_plays.COMMANDS,
    *cli_library.COMMANDS,
    *cli_review.COMMANDS,
    *cli_questions.COMMANDS,
    *cli_card.COMMANDS,
    *cli_one_on_one.COMMANDS,
    *cli_label.COMMANDS,
    *cli_doctor.COMMANDS,
):
    main.add_command(command)
