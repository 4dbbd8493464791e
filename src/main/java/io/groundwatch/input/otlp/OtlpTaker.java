package io.groundwatch.input.otlp;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.pipeline.LaneSet;
import io.groundwatch.pipeline.RequestTaker;
import java.io.IOException;
import java.util.function.Consumer;

/** Begins and answers requests of one kind. */
final class OtlpTaker implements RequestTaker<HttpExchange> {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final Signal signal;
  private final Taking taking;
  private final RequestLimits limits;
  private final OtlpRefusals refusals;
  private Answers answers = Answers.NOBODY;

  OtlpTaker(Signal signal, Taking taking, RequestLimits limits, OtlpRefusals refusals) {
    this.taking = taking;
    this.limits = limits;
    this.signal = signal;
    this.refusals = refusals;
  }

  @Override
  public LaneSet lanes() {
    return taking.lanes();
  }

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
      taking.of(Body.of(request, signal, limits));
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
      return taking.take();
    } catch (DamagedMessageException e) {
      throw new IllegalStateException("a request that was looked through is damaged", e);
    }
  }

  @Override
  public Consumer<Boolean> answer() {
    Answers to = answers;
    Taking.Result result = taking.end();
    return stored -> {
      if (!stored) {
        to.refused(503, "the agent stops before all of it is on disk", RETRY_AFTER_SECONDS);
      } else if (result.refused() > 0) {
        to.takenBut(signal, result.refused(), result.why());
      } else {
        to.taken();
      }
    };
  }
}
