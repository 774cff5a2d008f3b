"""`hallkit upstream twin`: a province of nobody, until SIGTERM or Ctrl-C."""

from __future__ import annotations

from argparse import Namespace

from hall.cli.language import Say
from hall.cli.twin_services import serve
from hall.demo.upstream import Behaviour, ProvinceTwin


def run(chosen: Namespace, say: Say) -> int:
    """Answer on 127.0.0.1, print what a hall file says to send there. Raises `InputError`."""

    def made() -> ProvinceTwin:
        twin = ProvinceTwin(chosen.province, chosen.port)
        twin.behaviour = Behaviour(chosen.fault)
        return twin

    return serve(made, chosen.port, say)
