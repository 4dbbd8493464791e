package io.groundwatch.pipeline;

import java.time.Duration;

/** What became of an attempt to send. Expected failure is a value here, never an exception. */
public sealed interface Outcome {

  /** The destination has it. */
  record Delivered() implements Outcome {}

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
