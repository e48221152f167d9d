"""What the list of English words takes in; SCOWL itself is not needed."""

from __future__ import annotations

from training.english_words import seen_often, without_formed


def test_a_word_of_one_sentence_is_not_taken_however_often_it_is_written() -> None:
    assert seen_often(["the corna, the corna", "the cat", "a cat", "a cat"]) == {"the", "cat"}


def test_a_word_inside_a_name_or_another_script_is_not_taken() -> None:
    assert seen_often(["McDonald caféx", "McDonald caféx."]) == set()


def test_what_the_reader_forms_of_shorter_words_is_left_out() -> None:
    words = {"bake", "baked", "baking", "race", "course", "racecourse", "rebake", "cat", "tables"}
    assert without_formed(words) == {"bake", "race", "course", "tables"}
