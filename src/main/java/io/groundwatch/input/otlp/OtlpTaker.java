package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.pipeline.RequestTaker;
import java.io.IOException;
import java.util.function.Consumer;

/** What is the same of both kinds of requests: how they begin, and how they are answered. */
abstract class OtlpTaker implements RequestTaker<HttpExchange> {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Signal signal;
  private final RequestLimits limits;
  private final OtlpRefusals refusals;
  private Answers answers = Answers.NOBODY;

  OtlpTaker(Signal signal, RequestLimits limits, OtlpRefusals refusals) {
    this.limits = limits;
    this.signal = signal;
    this.refusals = refusals;
  }

  /** Goes to the beginning of a request, which is sound. */
  abstract void of(byte[] request);

  /** Lets go of the request: readers that are used again would hold it, each another one. */
  abstract void forget();

  /** Takes what there is room for. Returns whether that is all. */
  abstract boolean takeSome() throws DamagedMessageException;

  /** How many records can never be taken. */
  abstract long refused();

  /** Why the first of these cannot. */
  abstract String why();

  @Override
  public void askToComeAgain(HttpExchange request) {
    refusals.add("full");
    new Answers(request)
        .refused(429, "the buffer of a destination takes nothing now", RETRY_AFTER_SECONDS);
  }

  @Override
  public boolean begin(HttpExchange request) {
    answers = new Answers(request);
    try {
      of(Body.of(request, signal, limits));
      return true;
    } catch (Body.RefusedException e) {
      return refuse(e.status(), e);
    } catch (IOException e) {
      return refuse(400, e);
    }
  }

  private boolean refuse(int status, IOException why) {
    String text = String.valueOf(why.getMessage());
    refusals.add(status == 413 ? "size" : "format", text);
    answers.refused(status, text, 0);
    return false;
  }

  @Override
  public boolean take() {
    try {
      return takeSome();
    } catch (DamagedMessageException e) {
      throw new IllegalStateException("a request that was looked through is damaged", e);
    }
  }

  @Override
  public Consumer<Boolean> answer() {
    Answers to = answers;
    long never = refused();
    String reason = why();
    forget();
    return stored -> {
      if (!stored) {
        to.refused(503, "the agent stops before all of it is on disk", RETRY_AFTER_SECONDS);
      } else if (never > 0) {
        to.takenBut(signal, never, reason);
      } else {
        to.taken();
      }
    };
  }
}
