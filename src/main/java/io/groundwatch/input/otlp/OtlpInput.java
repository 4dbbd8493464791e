package io.groundwatch.input.otlp;

import io.groundwatch.config.OtlpConfig;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.net.HttpListener;
import io.groundwatch.net.HttpPort;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.pipeline.RequestQueue;
import io.groundwatch.pipeline.RequestQueues;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for OTLP over HTTP. A request is answered when all of it is on disk, so that nothing is
 * lost that was acknowledged; while a lane takes nothing, senders are asked to come again, and keep
 * what they have. A loop's thread of its own gathers requests; everything else is the input's
 * thread's, but for answers, which lanes give.
 */
public final class OtlpInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(OtlpInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);
  private static final int MAX_CONNECTIONS = 128;

  private final HttpPort port;
  private final RequestQueues<Signal, HttpExchange> queues;
  private volatile Runnable waker = () -> {};

  /**
   * Listens as {@code config} says, from the first {@link #work} on.
   *
   * @param heapBytes how much memory there may be, which requests may take a part of
   */
  public OtlpInput(
      OtlpConfig config,
      OtlpOutlets outlets,
      long heapBytes,
      TimeSource time,
      SelfMetrics metrics) {
    this.queues = new RequestQueues<>(time);
    ThrottledLog trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    OtlpRefusals refusals = new OtlpRefusals(metrics, trouble);
    RequestLimits limits = RequestLimits.within(heapBytes);
    LongAdder requests = metrics.counter("agent_otlp_requests_total");
    config
        .logs()
        .ifPresent(
            logs ->
                queue(
                    Signal.LOGS,
                    new LogTaking(
                        new LogFiling(logs.group(), logs.stream(), outlets.host()),
                        outlets.logs(),
                        time,
                        metrics.counter("agent_otlp_records_total")),
                    limits,
                    refusals,
                    requests));
    if (config.metrics()) {
      HistogramTotals totals = new HistogramTotals(time.wallNanos());
      queue(
          Signal.METRICS,
          new MetricTaking(
              () -> new MetricPoints(new SeriesOf(outlets.namespace(), outlets.base()), totals),
              outlets.sink(),
              outlets.metrics(),
              time,
              metrics.counter("agent_otlp_points_total"),
              refusals),
          limits,
          refusals,
          requests);
    }
    this.port =
        new HttpPort(
            "OTLP",
            new HttpListener.Place(
                config.address().host(),
                config.address().port(),
                MAX_CONNECTIONS,
                limits.bodyBytes(),
                limits.bodyBytes(),
                config.tls().map(t -> new TlsFiles(t.caFile(), t.certFile(), t.keyFile()))),
            this::arrived,
            time,
            trouble);
  }

  private void queue(
      Signal signal,
      Taking taking,
      RequestLimits limits,
      OtlpRefusals refusals,
      LongAdder requests) {
    queues.put(signal, new OtlpTaker(signal, taking, limits, refusals), requests);
  }

  @Override
  public String name() {
    return "otlp";
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
    RequestQueue<HttpExchange> queue = Signal.at(exchange.path()).map(queues::of).orElse(null);
    Answers answers = new Answers(exchange);
    if (queue == null) {
      answers.refused(404, notHere(exchange.path()), 0);
    } else if (!exchange.method().equals("POST")) {
      answers.refused(405, "only POST is served here", 0);
    } else {
      queue.add(exchange);
      waker.run();
    }
  }

  private static String notHere(String path) {
    return Signal.at(path)
        .map(
            signal ->
                signal == Signal.LOGS
                    ? "logs are not taken: add \"otlp\" to logs.logs_collected"
                    : "metrics are not taken: add \"otlp\" to metrics.metrics_collected")
        .orElse("served here: POST /v1/logs and /v1/metrics, as far as they are configured");
  }
}
