package io.groundwatch.output;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Outcome.Retry;
import java.time.Duration;

/**
 * One answer for a person: who gave it, its status and its words, short and without secrets; and
 * the outcomes that are made of them. Immutable, any thread.
 */
public final class AnswerWords {
  private final HttpOutcomes outcomes;
  private final ServerWords words;
  private final Answer answer;

  AnswerWords(HttpOutcomes outcomes, ServerWords words, Answer answer) {
    this.outcomes = outcomes;
    this.words = words;
    this.answer = answer;
  }

  /** What the status means where the protocol has no rule of its own; see {@link HttpOutcomes}. */
  public Outcome usual() {
    return outcomes.of(answer, words);
  }

  /** Who gave the answer, as it may be shown. */
  public String address() {
    return outcomes.shownUrl();
  }

  /** Foreign words in quotes, short and without secrets; empty where there are none. */
  public String quote(String foreign) {
    return words.quote(foreign);
  }

  /** The whole answer: the address, the status, and what of the body says most. */
  public String text(String foreign) {
    String quoted = quote(foreign);
    return outcomes.shownUrl()
        + " answered "
        + answer.status()
        + (quoted.isEmpty() ? "" : ": " + quoted);
  }

  /** Not now; not before what {@code Retry-After} says. */
  public Outcome retry(String foreign) {
    return new Retry(text(foreign), retryAfter());
  }

  /** A person has to act. */
  public Outcome held(String foreign, String remedy) {
    return new Outcome.Held(text(foreign) + ". " + remedy);
  }

  /** How long the server asks to wait; zero where it does not. */
  public Duration retryAfter() {
    return outcomes.retryAfter(answer);
  }
}
