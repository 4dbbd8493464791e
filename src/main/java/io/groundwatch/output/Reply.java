package io.groundwatch.output;

import io.groundwatch.pipeline.DeadLetters.Refusal;
import io.groundwatch.pipeline.Outcome;
import java.time.Duration;
import java.util.List;

/** What comes of an answer to one request. */
public sealed interface Reply {
  /** The request came to an end. */
  record Done(Outcome outcome) implements Reply {}

  /**
   * The destination decided about some of the request's records, one by one.
   *
   * @param stored that it has
   * @param refused that it will never take
   * @param rest what came of all others; {@code Delivered} where there are none
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Some(int[] stored, List<Refusal> refused, Outcome rest) implements Reply {
    /** Keeps its own copy. */
    public Some {
      refused = List.copyOf(refused);
    }
  }

  /**
   * It is done by other requests: what was missing is made first, say.
   *
   * @param requests in the order of sending
   */
  record Instead(List<WireRequest> requests) implements Reply {
    /** Keeps its own copy. */
    public Instead {
      requests = List.copyOf(requests);
    }
  }

  /**
   * It comes to an end by another request, a while later.
   *
   * @param after how long
   */
  record Later(Duration after, WireRequest request) implements Reply {}

  /**
   * The credentials were refused: with new ones it is sent once more.
   *
   * @param otherwise where those are refused too
   */
  record Unauthorized(Outcome otherwise) implements Reply {}

  /** The destination has all that the request carried. */
  static Reply delivered() {
    return new Done(new Outcome.Delivered());
  }
}
