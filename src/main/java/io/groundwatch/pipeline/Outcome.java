package io.groundwatch.pipeline;

import io.groundwatch.pipeline.DeadLetters.Refusal;
import java.time.Duration;
import java.util.List;

/** What became of an attempt to send. Expected failure is a value here, never an exception. */
public sealed interface Outcome {

  /** The destination has it. */
  record Delivered() implements Outcome {}

  /**
   * The destination has all of it but for some records, which it named and will never take; these
   * become dead letters.
   *
   * @param refusals by rising index in the batch, at least one, each in the range that was sent
   */
  record PartlyDelivered(List<Refusal> refusals) implements Outcome {
    /** Keeps its own copy. */
    public PartlyDelivered {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * Not now: the same bytes are sent again later.
   *
   * @param reason the destination's or the network's words, without secrets
   * @param atLeast how long the destination asked to wait; zero where it did not
   */
  record Retry(String reason, Duration atLeast) implements Outcome {
    /** A failure that asks for no particular wait. */
    public Retry(String reason) {
      this(reason, Duration.ZERO);
    }
  }

  /** Too many bytes at once: it is halved. */
  record TooLarge(String reason) implements Outcome {}

  /**
   * A person has to act: credentials, permission, a wrong address. It is tried again, rarely, and
   * never set aside.
   *
   * @param reason where, what the destination said, and what to do
   */
  record Held(String reason) implements Outcome {}

  /** Some record in it cannot be accepted: it is bisected, and the bad ones become dead letters. */
  record Rejected(String reason) implements Outcome {}
}
