package io.groundwatch.input.prometheus;

import io.groundwatch.config.ScrapeJob;
import io.groundwatch.model.Dimensions;
import io.groundwatch.net.HttpResult;
import io.groundwatch.net.NetLoop;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks targets for their metrics, each at its interval, and hands over what they show. Answers come
 * on a loop's thread of its own; everything else is the input's thread's. While lanes take nothing,
 * answers wait, and no target is asked again meanwhile.
 */
public final class PrometheusInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(PrometheusInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(15);
  private static final int REFUSED = 300;

  /** Their answers may be in memory together. */
  private static final int MAX_AT_ONCE = 2;

  private final TimeSource time;
  private final SelfMetrics metrics;
  private final Credentials credentials;
  private final PacedSink out;
  private final ThrottledLog trouble;
  private final List<Job> jobs = new ArrayList<>();
  private final Set<Scrape> asked = new HashSet<>();
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  private volatile Runnable waker = () -> {};
  private @Nullable NetLoop loop;

  /** Gives the headers that authenticate a job's requests; reads secrets anew each time. */
  @FunctionalInterface
  public interface Credentials {
    /** The headers of a job. */
    Map<String, String> of(ScrapeJob job) throws IOException;
  }

  /** A job with its targets. */
  private record Job(
      ScrapeJob job, Discovery discovery, Samples samples, Map<Target, Scrape> scrapes) {}

  /** A request that has ended. */
  private record Ended(Job job, Scrape scrape, HttpResult result) {}

  /**
   * Scrapes jobs, from the first {@link #work} on.
   *
   * @param base dimensions of every metric
   */
  public PrometheusInput(
      List<ScrapeJob> jobs,
      String namespace,
      Dimensions base,
      Credentials credentials,
      TimeSource time,
      SelfMetrics metrics,
      PacedSink out) {
    this.time = time;
    this.metrics = metrics;
    this.credentials = credentials;
    this.out = out;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    for (ScrapeJob job : jobs) {
      this.jobs.add(
          new Job(
              job,
              new Discovery(job, time, trouble),
              new Samples(job, namespace, base),
              new HashMap<>()));
    }
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public void wakeWith(Runnable wake) {
    waker = wake;
  }

  @Override
  public int work() {
    out.work();
    int done = 0;
    while (out.isEmpty() && !ended.isEmpty()) {
      take(ended.remove());
      out.work();
      done++;
    }
    for (Job job : jobs) {
      if (job.discovery().dueInNanos() <= 0) {
        discover(job);
      }
      for (Scrape scrape : job.scrapes().values()) {
        if (scrape.dueInNanos() <= 0 && asked.size() < MAX_AT_ONCE) {
          ask(job, scrape);
        }
      }
    }
    return done;
  }

  @Override
  public long restNanos() {
    if (!ended.isEmpty() && out.isEmpty()) {
      return 0;
    }
    long rest = out.restNanos();
    for (Job job : jobs) {
      rest = Math.min(rest, job.discovery().dueInNanos());
      for (Scrape scrape : asked.size() < MAX_AT_ONCE ? job.scrapes().values() : Set.<Scrape>of()) {
        rest = Math.min(rest, scrape.dueInNanos());
      }
    }
    return Math.max(0, Math.min(Duration.ofHours(1).toNanos(), rest));
  }

  @Override
  public void finish(long deadlineNanos) {
    out.handOnAll();
    while (!ended.isEmpty()) {
      take(ended.remove());
      out.handOnAll();
    }
    jobs.forEach(job -> job.scrapes().values().forEach(Scrape::close));
    if (loop != null) {
      loop.close();
    }
  }

  private void discover(Job job) {
    Set<Target> targets = job.discovery().find();
    job.scrapes()
        .entrySet()
        .removeIf(
            known -> {
              boolean gone = !targets.contains(known.getKey());
              if (gone) {
                asked.remove(known.getValue());
                known.getValue().close();
              }
              return gone;
            });
    for (Target target : targets) {
      job.scrapes().computeIfAbsent(target, t -> new Scrape(job.job(), t, loop(), time));
    }
    log.info("Prometheus job {}: targets: {}.", job.job().name(), job.scrapes().size());
  }

  private NetLoop loop() {
    NetLoop known = loop;
    if (known == null) {
      known = NetLoop.open("prometheus-net");
      loop = known;
    }
    return known;
  }

  private void ask(Job job, Scrape scrape) {
    Map<String, String> auth;
    try {
      auth = credentials.of(job.job());
    } catch (IOException e) {
      trouble.warn(
          "auth-" + job.job().name(), "", "Job " + job.job().name() + ": " + e.getMessage());
      auth = Map.of();
    }
    asked.add(scrape);
    scrape.ask(
        auth,
        result -> {
          ended.add(new Ended(job, scrape, result));
          waker.run();
        });
  }

  private void take(Ended end) {
    Scrape scrape = end.scrape();
    if (!asked.remove(scrape)) {
      return; // its target went meanwhile
    }
    double seconds = scrape.seconds();
    metrics.counter("agent_prometheus_scrapes_total").increment();
    try {
      Samples.Read read = end.job().samples().read(answer(end.result()), scrape);
      scrape.up();
      read.samples().forEach(out::accept);
      about(end, 1, seconds, read.shown());
      metrics.counter("agent_prometheus_samples_total").add(read.samples().size());
      metrics
          .counter("agent_prometheus_dropped_total", "reason", "dimensions")
          .add(read.tooManyDimensions());
      trouble.recovered(key(scrape), key(scrape) + " can be scraped again.");
    } catch (IOException e) {
      scrape.down();
      about(end, 0, seconds, 0);
      metrics.counter("agent_prometheus_failures_total").increment();
      trouble.warn(
          key(scrape),
          String.valueOf(e.getMessage()),
          key(scrape) + " cannot be scraped: " + e.getMessage());
    }
    scrape.answered();
  }

  private static HttpResult.Answer answer(HttpResult result) throws IOException {
    if (result instanceof HttpResult.Failure failure) {
      throw new IOException(failure.reason());
    }
    HttpResult.Answer answer = (HttpResult.Answer) result;
    if (answer.status() >= REFUSED) {
      throw new IOException("it answers " + answer.status());
    }
    if (answer.body().length >= Scrape.MAX_ANSWER_BYTES) {
      throw new IOException("its answer is larger than " + Scrape.MAX_ANSWER_BYTES + " bytes");
    }
    return answer;
  }

  private void about(Ended end, double up, double seconds, int shown) {
    Samples samples = end.job().samples();
    out.accept(samples.about("up", up, end.scrape()));
    out.accept(samples.about("scrape_duration_seconds", seconds, end.scrape()));
    out.accept(samples.about("scrape_samples_scraped", shown, end.scrape()));
  }

  private static String key(Scrape scrape) {
    return "Target "
        + scrape.target().endpoint()
        + scrape.target().request()
        + " of job "
        + scrape.job().name();
  }
}
