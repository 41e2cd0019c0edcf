"""Signs in to a sandbox with the generated client, walks a list to its end, reads one record, is refused once."""

import os
import re
import subprocess
from collections.abc import Iterator

from guildhall_client import AuthenticatedClient, Client
from guildhall_client.api.accounts import create_session
from guildhall_client.api.members import get_member, list_members, update_member
from guildhall_client.models import Category, Member, MemberPage, MemberPatch, MemberSummary, Problem, Session, SignIn
from guildhall_client.types import UNSET

PASSWORD = "springfield-town-hall-7"


def sign_in(address: str, who: str) -> AuthenticatedClient:
    body = SignIn(email=f"{who}@demo.guildhall.example", password=PASSWORD)
    session = create_session.sync(client=Client(base_url=address), body=body)
    assert isinstance(session, Session) and session.tokens, session
    return AuthenticatedClient(base_url=address, token=session.tokens.access_token)


def walk(client: AuthenticatedClient) -> Iterator[MemberSummary]:
    """Full members, two at a time."""
    after: str | None = None
    while True:
        page = list_members.sync(client=client, limit=2, category=Category.FULL, after=after or UNSET)
        assert isinstance(page, MemberPage), page
        yield from page.data
        after = page.page.next_
        if after is None:
            return


def main(address: str) -> None:
    staff = sign_in(address, "staff")
    members = list(walk(staff))
    assert len(members) > 2 and len({one.id for one in members}) == len(members), members

    answer = get_member.sync_detailed(members[0].id, client=staff)
    assert isinstance(answer.parsed, Member) and answer.parsed.family_name == members[0].family_name, answer

    stale = update_member.sync(answer.parsed.id, client=staff, body=MemberPatch(), if_match='"0-0"')
    assert isinstance(stale, Problem) and stale.status == 412 and stale.type_.endswith("/problems/stale-version"), stale
    print(f"{len(members)} full members were read; a stale change was refused: {stale.title}")


# Not GUILDHALL_…: the server refuses settings that it does not know.
program = os.environ.get("SANDBOX_PROGRAM", "target/debug/guildhall")
command = [program, "sandbox", "--bind", "127.0.0.1:0", "--seed", "7"]
with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as sandbox:
    try:
        assert sandbox.stdout
        banner = re.search(r"http://127\.0\.0\.1:\d+", sandbox.stdout.readline())
        assert banner, f"{program} names no address"
        main(banner.group())
    finally:
        sandbox.terminate()
