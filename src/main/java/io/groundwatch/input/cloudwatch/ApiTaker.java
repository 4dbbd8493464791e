package io.groundwatch.input.cloudwatch;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.pipeline.LaneSet;
import io.groundwatch.pipeline.RequestTaker;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.function.Consumer;

/** Begins and answers requests for one operation. */
final class ApiTaker implements RequestTaker<HttpExchange> {
  private final ApiTaking taking;
  private final SelfMetrics metrics;
  private Replies replies = Replies.NOBODY;

  ApiTaker(ApiTaking taking, SelfMetrics metrics) {
    this.taking = taking;
    this.metrics = metrics;
  }

  @Override
  public LaneSet lanes() {
    return taking.lanes();
  }

  @Override
  public boolean take() {
    return taking.take();
  }

  @Override
  public void askToComeAgain(HttpExchange request) {
    refused("full");
    new Replies(request, Call.protocolOf(request), "")
        .fault(503, "ServiceUnavailable", "The buffer of a destination takes nothing now.");
  }

  @Override
  public boolean begin(HttpExchange request) {
    replies = new Replies(request, Call.protocolOf(request), "");
    try {
      Call call = Call.of(request);
      replies = new Replies(request, call.protocol(), call.operation());
      taking.of(call);
      return true;
    } catch (DamagedMessageException e) {
      refused("format");
      replies.fault(400, "SerializationException", String.valueOf(e.getMessage()));
    } catch (InvalidRequestException e) {
      refused("invalid");
      replies.fault(400, e.code(), String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void refused(String reason) {
    metrics.counter("agent_cloudwatch_refused_total", "reason", reason).increment();
  }

  @Override
  public Consumer<Boolean> answer() {
    Replies to = replies;
    String json = taking.end();
    return stored -> {
      if (stored) {
        to.done(json);
      } else {
        to.fault(503, "ServiceUnavailable", "The agent stops before all of it is on disk.");
      }
    };
  }
}
