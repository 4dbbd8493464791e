package io.groundwatch.input.cloudwatch;

import io.groundwatch.codec.DamagedMessageException;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.pipeline.RequestTaker;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.function.Consumer;

/** What is the same of both kinds of requests: how they begin, and how they are answered. */
abstract class ApiTaker implements RequestTaker<HttpExchange> {
  private final SelfMetrics metrics;
  private Replies replies = Replies.NOBODY;

  ApiTaker(SelfMetrics metrics) {
    this.metrics = metrics;
  }

  /** Reads a request, all of it, before any of it is taken. */
  abstract void of(Call call) throws InvalidRequestException;

  /** Lets go of the request. */
  abstract void forget();

  /** What is answered when it is on disk: a JSON object. */
  abstract String said();

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
      of(call);
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
    String json = said();
    forget();
    return stored -> {
      if (stored) {
        to.done(json);
      } else {
        to.fault(503, "ServiceUnavailable", "The agent stops before all of it is on disk.");
      }
    };
  }
}
