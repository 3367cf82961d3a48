"""The dependency tree of a document made easy to walk."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.annotate.annotation import Annotation, Range

# Relations that carry a word into the noun phrase of its head from the left: "the two senior White House officials"
LEFT = frozenset(
    ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "nmod:npmod", "flat")
)
RIGHT = frozenset(("flat", "goeswith", "compound", "fixed", "flat:name"))
# A verb in news has fewer than 30 dependents; of more the rest is not walked, or it would be walked too often.
MOST_DEPENDENTS = 60
# How many complements within complements a noun phrase keeps: "the minister of defence of the Republic of Korea"
DEEPEST = 4
# Words behind the head that complements may have, all together; longer ones tell more than who is meant.
LONGEST_COMPLEMENT = 10
# Words before the head; no noun phrase in news has as many
LONGEST_LEFT = 25
# Words in which the head of a source is looked for; it stands near the beginning
LONGEST_SOURCE = 60
# Complements of a noun that says who somebody is: "a spokesman for the ministry", "officials in Kyiv"
COMPLEMENTS = frozenset(["of", "for", "at", "in", "from", "with", "to", "on"])


class Tree:
    """Words, their dependents and the stretches they govern; built once for a document, in linear time."""

    def __init__(self, text: str, annotation: Annotation) -> None:
        self.text = text
        self.words = annotation.words
        self.sentences = annotation.sentences
        self.forms = [text[word.start : word.end] for word in annotation.words]
        self.lower = [form.lower() for form in self.forms]
        self.dependents: list[list[int]] = [[] for _ in self.words]  # in order, at most MOST_DEPENDENTS of each
        for number, word in enumerate(self.words):
            if word.head >= 0 and word.head != number and len(self.dependents[word.head]) < MOST_DEPENDENTS:
                self.dependents[word.head].append(number)
        self.spans = self._spans()
        self.paragraphs = self._paragraphs()

    def _spans(self) -> list[Range]:
        """The range of all that depends on each word; words on a cycle have what is off it."""
        spans = [(number, number + 1) for number in range(len(self.words))]
        waiting = [0] * len(self.words)
        for number, word in enumerate(self.words):
            if word.head >= 0 and word.head != number:
                waiting[word.head] += 1
        ready = [number for number, count in enumerate(waiting) if count == 0]
        while ready:
            number = ready.pop()
            head = self.words[number].head
            if head < 0 or head == number:
                continue
            spans[head] = (min(spans[head][0], spans[number][0]), max(spans[head][1], spans[number][1]))
            waiting[head] -= 1
            if waiting[head] == 0:
                ready.append(head)
        return spans

    def _paragraphs(self) -> list[int]:
        """The number of the paragraph of each sentence."""
        out, number, before = list[int](), 0, 0
        for first, end in self.sentences:
            if end > first:
                number += "\n" in self.text[before : self.words[first].start]
                before = self.words[end - 1].end
            out.append(number)
        return out

    def paragraph(self, word: int) -> int:
        """The number of a word's paragraph."""
        return self.paragraphs[self.words[word].sentence]

    def relation(self, word: int) -> str:
        """How a word depends on its head, without the subtype."""
        return self.words[word].deprel.partition(":")[0]

    def of_relation(self, head: int, *relations: str) -> Iterator[int]:
        """The dependents of a word that have one of these relations; "nsubj" stands for "nsubj:pass" too."""
        for number in self.dependents[head]:
            deprel = self.words[number].deprel
            if deprel in relations or deprel.partition(":")[0] in relations:
                yield number

    def top(self, words: Range) -> int:
        """The first word of a range whose head lies outside it; nouns and pronouns before others."""
        first = -1
        for number in range(words[0], min(words[1], words[0] + LONGEST_SOURCE)):
            head = self.words[number].head
            if words[0] <= head < words[1] and head != number:
                continue
            if self.words[number].upos in ("NOUN", "PROPN", "PRON"):
                return number
            if first < 0 and self.words[number].upos != "PUNCT":
                first = number
        return first if first >= 0 else words[0]

    def conjuncts(self, head: int) -> list[int]:
        """A word and what is joined to it by "and", "or" or a comma."""
        return [head, *self.of_relation(head, "conj")]

    def phrase(self, head: int, depth: int = 0) -> Range:
        """The noun phrase of a word without relative clauses and appositions: "a senior spokesman for the ministry"."""
        first, end = head, head + 1
        for number in reversed(self.dependents[head]):
            if number > head:
                continue
            begin, stop = self.spans[number]
            if stop != first or head - begin > LONGEST_LEFT or self.words[number].deprel not in LEFT:
                break
            first = begin
        for number in self.dependents[head]:
            if number < head:
                continue
            begin, stop = self.spans[number]
            if begin != end:
                break
            if self.words[number].deprel in RIGHT:
                end = stop
            elif self.words[number].deprel == "nmod:poss" or self.relation(number) != "nmod" or depth >= DEEPEST:
                break
            else:
                stop = self._complement(number, depth)
                if stop - head > LONGEST_COMPLEMENT:
                    break
                end = stop
        while first < head and self.words[first].upos == "PUNCT":
            first += 1
        return first, end

    def _complement(self, number: int, depth: int) -> int:
        """Where a complement ends, far behind everything if it is none of those that say who is meant."""
        case = next(self.of_relation(number, "case"), -1)
        if case < 0 or case > number or self.lower[case] not in COMPLEMENTS:
            return 1 << 40
        end = self.phrase(number, depth + 1)[1]
        for joined in self.of_relation(number, "conj"):
            # "the ministers of defence and justice": the last of the phrase, close by
            first, stop = self.phrase(joined, depth + 1)
            if first - end <= 2 and stop - number <= 6 and self.spans[joined][1] == stop:
                end = stop
        return end
