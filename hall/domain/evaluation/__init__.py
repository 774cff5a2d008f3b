"""Evaluations (好差评): one for each visit whatever the channel, what is odd about one, and what counts for silence.

A *subject* is what is evaluated: a ticket or a case, by its event_id. Whoever evaluates makes a *giving*; of all the
givings of a subject one becomes its evaluation. Pure.
"""

from hall.domain.evaluation.ids import evaluation_id, giving_id, silence_id

__all__ = ["evaluation_id", "giving_id", "silence_id"]
