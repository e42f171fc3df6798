"""What the page shows of a session, as plain JSON values, in English or Czech."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from kg.errors import KgError
from kg.reading.deciding.session import Entry, Session
from kg.reading.outcome.taking import Taken
from kg.reading.outcome.wording import say_figure, say_proposal, say_role, say_state, say_when
from kg.text.folding import fold
from kg.text.words import in_language, read_words, say

WORDS: Final = "reading/deciding/deciding"
_MOST: Final = 8  # things that a search gives


def show_text(session: Session) -> dict[str, Any]:
    """Return what does not change: the text, its title, and where it speaks of what."""
    cast = session.proposed.reading.cast
    return {
        "text": session.text,
        "title": session.proposed.source.title.text,
        "language": session.proposed.source.language,
        "mentions": [[each.start, each.end, each.figure] for each in cast.mentions],
    }


def show_state(session: Session, lang: str) -> dict[str, Any]:
    """Return the proposals as they stand, in groups of those that say the same sort of thing."""
    entries = session.entries()
    figures = session.proposed.reading.cast.figures
    used = {end for each in entries for end in _ends(each) if end}
    return {
        "proposals": [_proposal(session, each, lang) for each in entries],
        "figures": {
            key: {
                "name": say_figure(session.library, figure, lang),
                "key": figure.key,
                "candidates": [
                    {"id": each, "name": session.library.background.catalogue.label(each, lang)}
                    for each in figure.candidates
                ],
            }
            for key, figure in sorted(figures.items())
            if key in used or key.startswith("x:n")
        },
        "open": sum(not each.decision for each in entries),
        "accepted": sum(each.decision == "yes" for each in entries),
    }


def find_things(session: Session, words: str, lang: str) -> list[dict[str, str]]:
    """Return the things of the graph that words may mean, the best first."""
    from kg.search.find import find

    if not fold(words):
        return []
    found = []
    for hit in find(session.library.memory, words)[:_MOST]:
        key = hit.id.removeprefix("id:")
        thing = session.library.background.catalogue.get(key)
        if thing:
            label = session.library.background.catalogue.label(key, lang)
            about = [each.label for each in (hit.kind, hit.country) if each]
            said = ", ".join(in_language(each, lang) for each in about)
            found.append({"id": key, "name": label, "about": said})
    return found


def show_taken(taken: Taken, lang: str) -> dict[str, Any]:
    """Return what writing would do: sentences, files, and what is wrong."""
    words = read_words(WORDS)
    seen = taken.addition
    findings = [str(each) for each in taken.findings]
    wrong = bool(findings)
    if seen is not None:
        told = [each for each in dict.fromkeys(seen.findings) if each.severity != "info"]
        findings += map(str, told)
        wrong |= any(each.severity == "error" for each in told)
    changes = seen.report.changes if seen is not None and seen.report else ()
    sentences = [
        each.sentence.cs if lang == "cs" and each.sentence.cs else each.sentence.en
        for each in changes
        if each.section in ("fact", "record") and each.kind != "derived-too"
    ]
    if taken.lonely:
        findings.append(say(words, "lonely", lang, n=taken.lonely))
    can = not wrong and seen is not None and seen.plan is not None and bool(seen.plan.changes)
    return {"findings": findings, "sentences": sentences, "can": can, "accepted": taken.accepted}


def say_error(error: KgError) -> str:
    """Return an error as one line."""
    return error.message


def _ends(entry: Entry) -> Iterable[str | None]:
    relation = entry.proposal.relation
    return relation.agent, relation.context, relation.counterpart


def _proposal(session: Session, entry: Entry, lang: str) -> dict[str, Any]:
    proposal = entry.proposal
    relation = proposal.relation
    library = session.library
    return {
        "number": proposal.number,
        "says": say_proposal(library, session.proposed, proposal, lang),
        "known": say_state(proposal, lang),
        "state": proposal.state,
        "sure": proposal.is_sure,
        "doubt": proposal.doubt,
        "decision": entry.decision,
        "edited": entry.is_edited,
        "silent": entry.silent,
        "kind": relation.kind,
        "role": relation.role,
        "roleSaid": say_role(library, relation.role, lang),
        "agent": relation.agent,
        "context": relation.context,
        "value": relation.value,
        "when": relation.when or "",
        "whenSaid": say_when(relation.when, lang) if relation.when else "",
        "status": relation.status,
        "modality": relation.modality,
        "start": relation.start,
        "end": relation.end,
        "readWith": [list(each) for each in relation.read_with],
        "group": f"{relation.kind}|{relation.role}|{relation.context or relation.value or ''}",
    }
