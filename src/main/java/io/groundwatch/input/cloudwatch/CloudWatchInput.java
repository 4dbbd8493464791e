package io.groundwatch.input.cloudwatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.groundwatch.config.CloudWatchApiConfig;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.net.HttpListener;
import io.groundwatch.net.HttpPort;
import io.groundwatch.pipeline.RequestQueue;
import io.groundwatch.pipeline.RequestQueues;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what applications write to CloudWatch by an AWS SDK that is pointed here: answered when it
 * is on disk, so that an application is decoupled from the network. Whoever asks is not looked at:
 * signatures are neither needed nor checked. A loop's thread of its own gathers requests;
 * everything else is the input's thread's, but for answers, which lanes give.
 */
public final class CloudWatchInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(CloudWatchInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);
  private static final int MAX_CONNECTIONS = 128;

  /** CloudWatch takes 1 MiB. */
  private static final int MAX_BODY_BYTES = 2 << 20;

  private static final int MAX_WAITING_BYTES = 3 << 20;
  private static final String PUT_METRICS = "PutMetricData";
  private static final String ACTION = "Action=";
  private static final String PUT_LOGS = "PutLogEvents";

  /** What applications ask for before they write, and for which there is nothing to do. */
  private static final Set<String> NOTHING_TO_DO =
      Set.of("CreateLogGroup", "CreateLogStream", "PutRetentionPolicy");

  private static final Map<String, String> NOTHING_THERE =
      Map.of(
          "DescribeLogGroups", "{\"logGroups\":[]}", "DescribeLogStreams", "{\"logStreams\":[]}");

  private final HttpPort port;
  private final RequestQueues<String, HttpExchange> queues;
  private volatile Runnable waker = () -> {};

  /** Listens as {@code config} says, from the first {@link #work} on. */
  public CloudWatchInput(
      CloudWatchApiConfig config, CloudWatchOutlets outlets, TimeSource time, SelfMetrics metrics) {
    this.queues = new RequestQueues<>(time);
    ThrottledLog trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    LongAdder requests = metrics.counter("agent_cloudwatch_requests_total");
    if (config.metrics()) {
      queues.put(
          PUT_METRICS,
          new ApiTaker(
              new MetricDataTaking(
                  outlets.base(), outlets.sink(), outlets.metrics(), time, metrics),
              metrics),
          requests);
    }
    if (config.logs()) {
      queues.put(
          PUT_LOGS,
          new ApiTaker(new LogEventsTaking(outlets.logs(), time, metrics), metrics),
          requests);
    }
    this.port =
        new HttpPort(
            "CloudWatch API",
            new HttpListener.Place(
                config.address().host(),
                config.address().port(),
                MAX_CONNECTIONS,
                MAX_BODY_BYTES,
                MAX_WAITING_BYTES,
                Optional.empty()),
            this::arrived,
            time,
            trouble);
  }

  @Override
  public String name() {
    return "cloudwatch";
  }

  @Override
  public void wakeWith(Runnable wake) {
    waker = wake;
    queues.wakeWith(wake);
  }

  /** Where it listens; null where it does not yet. Any thread. */
  @Nullable InetSocketAddress address() {
    return port.address();
  }

  @Override
  public int work() {
    port.work();
    return queues.work();
  }

  @Override
  public long restNanos() {
    return Math.max(0, Math.min(port.restNanos(), queues.restNanos()));
  }

  @Override
  public void finish(long deadlineNanos) {
    port.stopAccepting();
    queues.finish(deadlineNanos);
    port.close();
  }

  /** A request, on the loop's thread. */
  private void arrived(HttpExchange exchange) {
    Call.Protocol protocol = Call.protocolOf(exchange);
    String operation = operation(exchange, protocol);
    Replies replies = new Replies(exchange, protocol, operation);
    RequestQueue<HttpExchange> queue = queues.of(operation);
    if (queue != null) {
      queue.add(exchange);
      waker.run();
    } else if (NOTHING_TO_DO.contains(operation)) {
      replies.done();
    } else if (NOTHING_THERE.containsKey(operation)) {
      replies.done(NOTHING_THERE.getOrDefault(operation, "{}"));
    } else {
      replies.fault(
          protocol == Call.Protocol.CBOR ? 404 : 400,
          protocol == Call.Protocol.QUERY ? "InvalidAction" : "UnknownOperationException",
          notHere(operation));
    }
  }

  private static String operation(HttpExchange exchange, Call.Protocol protocol) {
    if (protocol == Call.Protocol.QUERY) {
      String form = new String(exchange.body(), ISO_8859_1);
      boolean first = form.startsWith(ACTION + PUT_METRICS);
      return first || form.contains("&" + ACTION + PUT_METRICS) ? PUT_METRICS : "";
    }
    String named =
        protocol == Call.Protocol.CBOR ? exchange.path() : exchange.header("x-amz-target");
    return named.substring(1 + Math.max(named.lastIndexOf('/'), named.lastIndexOf('.')));
  }

  private String notHere(String operation) {
    if (operation.equals(PUT_METRICS) || operation.equals(PUT_LOGS)) {
      String section =
          operation.equals(PUT_METRICS) ? "metrics.metrics_collected" : "logs.logs_collected";
      return operation + " is not taken: add \"cloudwatch\" to " + section + ".";
    }
    List<String> served = new ArrayList<>(queues.kinds());
    served.addAll(NOTHING_TO_DO);
    served.addAll(NOTHING_THERE.keySet());
    return "This agent serves: " + String.join(", ", served) + ".";
  }
}
