package io.groundwatch.output.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.codec.Compressor;
import io.groundwatch.codec.RecordReader;
import io.groundwatch.model.Compression;
import io.groundwatch.model.RecordRange;
import io.groundwatch.model.StoredBatch;
import io.groundwatch.net.HttpExchange;
import io.groundwatch.net.HttpExchange.Answer;
import io.groundwatch.net.HttpListener;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.PrometheusText;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows samples on {@code /metrics}, for Prometheus to come and fetch. What is on the page counts
 * as delivered. It listens from the first batch on; where it cannot, batches are held until it can.
 * Lane thread, which writes the page anew with each batch; a thread of its own serves it.
 */
public final class ScrapeOutput implements Output {
  private static final Logger log = LoggerFactory.getLogger(ScrapeOutput.class);

  /** The page's. */
  public static final String PATH = "/metrics";

  private static final int MAX_CONNECTIONS = 16;

  /** Who scrapes sends no body. */
  private static final int MAX_BODY_BYTES = 8 << 10;

  private final HttpListener.Place place;
  private final ScrapePage page;
  private final TimeSource time;
  private volatile Written written = new Written(new byte[0], 0);
  private @Nullable HttpListener listener;
  private boolean full;

  /**
   * The page as it is served.
   *
   * @param endNanos until when, if no batch comes; by the monotonic clock
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Written(byte[] text, long endNanos) {}

  /**
   * A page that is not served yet.
   *
   * @param port 0 takes a free one
   * @param labels of every series, which its own replace
   */
  public ScrapeOutput(String host, int port, Map<String, String> labels, TimeSource time) {
    this.place =
        new HttpListener.Place(
            host,
            port,
            MAX_CONNECTIONS,
            MAX_BODY_BYTES,
            MAX_CONNECTIONS * MAX_BODY_BYTES,
            Optional.empty());
    this.page = new ScrapePage(labels, time);
    this.time = time;
  }

  @Override
  public void send(StoredBatch batch, RecordRange range, Consumer<Outcome> completion) {
    completion.accept(show(batch, range));
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }

  private Outcome show(StoredBatch batch, RecordRange range) {
    try {
      if (listener == null) {
        listener = HttpListener.open("scrape", place, this::answer);
        log.info(
            "Serving samples on http://{}{}.",
            NetUtil.toSocketAddressString(listener.address()),
            PATH);
      }
    } catch (IOException e) {
      return new Outcome.Held(
          FileFailure.text(e) + ". Free it, or name another \"listen\" for this destination.");
    }
    try {
      new RecordReader(batch, range, index -> true)
          .metrics(record -> sayWhereFull(page.take(record.sample())));
      written = new Written(page.text().getBytes(UTF_8), page.endNanos());
      return new Outcome.Delivered();
    } catch (IOException e) {
      return new Outcome.Held("Batch " + batch.id() + " is damaged: " + e.getMessage());
    }
  }

  private void sayWhereFull(boolean taken) {
    if (!taken && !full) {
      full = true;
      log.warn(
          "{}: there are more than {} series, and those beyond are not shown. Collect fewer, or"
              + " send them with \"prometheus_remote_write\".",
          PATH,
          ScrapePage.MAX_SERIES);
    }
  }

  /** The listener's thread. */
  private void answer(HttpExchange request) {
    boolean reads = request.method().equals("GET");
    if (!reads || !request.path().equals(PATH)) {
      byte[] words = (PATH + " is what is here, for GET.\n").getBytes(UTF_8);
      request.answer(new Answer(reads ? 404 : 405, "text/plain; charset=utf-8", words));
      return;
    }
    Written now = written;
    byte[] text = now.endNanos() - time.nanos() > 0 ? now.text() : new byte[0];
    if (request.header("Accept-Encoding").contains("gzip")) {
      byte[] small = Compressor.compress(Compression.GZIP, text, 0, text.length);
      Map<String, String> encoded = Map.of("Content-Encoding", "gzip");
      request.answer(new Answer(200, PrometheusText.CONTENT_TYPE, small, 0, encoded));
    } else {
      request.answer(new Answer(200, PrometheusText.CONTENT_TYPE, text));
    }
  }
}
