package io.groundwatch.input.prometheus;

import io.groundwatch.config.ScrapeJob;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpClientSettings;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.net.HttpResult;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.runtime.TimeSource;
import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One target and when it is asked: at its interval, each target of a job at another moment of it,
 * and never again before it has answered or its time is over. The input's thread.
 */
final class Scrape implements Closeable {
  /** Of an answer, as it is sent. */
  static final int MAX_ANSWER_BYTES = 3 << 20;

  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  private final ScrapeJob job;
  private final Target target;
  private final TimeSource time;
  private final HttpClient client;
  private long nextNanos;
  private long askedNanos;
  private long askedWallNanos;
  private boolean asked;

  /** Since when its totals count, as far as is known; 0 = nothing is. */
  private long startNanos;

  private long answeredNanos;

  Scrape(ScrapeJob job, Target target, NetLoop loop, TimeSource time) {
    this.job = job;
    this.target = target;
    this.time = time;
    this.client =
        new HttpClient(
            loop,
            new HttpClientSettings(
                target.endpoint(),
                HttpTimeouts.ofRequest(job.timeout()),
                new TlsFiles(
                    job.certificates().caFile(),
                    job.certificates().certFile(),
                    job.certificates().keyFile()),
                job.certificates().serverName(),
                Optional.empty(),
                1));
    long interval = job.interval().toNanos();
    long offset = Math.floorMod(target.hashCode() * 2_654_435_761L, interval);
    this.nextNanos =
        time.nanos() + Math.floorMod(offset - Math.floorMod(time.wallNanos(), interval), interval);
  }

  ScrapeJob job() {
    return job;
  }

  Target target() {
    return target;
  }

  /** How long until it is to be asked, in nanoseconds. */
  long dueInNanos() {
    return asked ? Long.MAX_VALUE : nextNanos - time.nanos();
  }

  /**
   * Asks it.
   *
   * @param auth headers that authenticate the request
   * @param done gets what came of it, on the loop's thread
   */
  void ask(Map<String, String> auth, Consumer<HttpResult> done) {
    asked = true;
    askedNanos = time.nanos();
    askedWallNanos = time.wallNanos();
    Map<String, String> headers = new TreeMap<>(auth);
    headers.put("Accept", ACCEPT);
    headers.put("Accept-Encoding", "gzip");
    headers.put("User-Agent", "groundwatch");
    headers.put(
        "X-Prometheus-Scrape-Timeout-Seconds", Double.toString(job.timeout().toMillis() / 1000.0));
    client.send(
        new HttpRequestSpec("GET", target.request(), headers, new byte[0], MAX_ANSWER_BYTES), done);
  }

  /** It has answered, or its time is over: it is asked again at its next moment. */
  void answered() {
    asked = false;
    long interval = job.interval().toNanos();
    long late = Math.max(0, time.nanos() - nextNanos);
    nextNanos += interval * (1 + late / interval);
  }

  /** When it was asked, in nanoseconds since the epoch: the time of its samples. */
  long askedWallNanos() {
    return askedWallNanos;
  }

  /** How long it took so far, in seconds. */
  double seconds() {
    return (time.nanos() - askedNanos) / 1e9;
  }

  /** Since when its totals count: since it was first seen, or was away. */
  long startNanos() {
    return startNanos == 0 ? askedWallNanos : startNanos;
  }

  /** It is up. */
  void up() {
    startNanos = startNanos();
    answeredNanos = askedWallNanos;
  }

  /** It is down: its totals may begin anew. */
  void down() {
    startNanos = answeredNanos;
  }

  @Override
  public void close() {
    client.close();
  }
}
