package io.groundwatch.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks an exporter for its samples again and again, on a thread of its own. */
final class Scraper implements Closeable {
  /** One that does not listen yet is asked again after this. */
  private static final long RETRY_MILLIS = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final long intervalMillis;
  private final Arrivals arrivals;
  private final CountDownLatch stop = new CountDownLatch(1);

  private Scraper(String url, int intervalSeconds, Arrivals arrivals) {
    this.request = HttpRequest.newBuilder(URI.create(url)).build();
    this.intervalMillis = TimeUnit.SECONDS.toMillis(intervalSeconds);
    this.arrivals = arrivals;
  }

  /** Each answer counts as a request in {@code arrivals}. */
  static Scraper start(String url, int intervalSeconds, Arrivals arrivals) {
    Scraper scraper = new Scraper(url, intervalSeconds, arrivals);
    Thread thread = new Thread(scraper::run, "scraper");
    thread.setDaemon(true);
    thread.start();
    return scraper;
  }

  @Override
  public void close() {
    stop.countDown();
  }

  private void run() {
    long pause = 0;
    try {
      while (!stop.await(pause, TimeUnit.MILLISECONDS)) {
        pause = answers() ? intervalMillis : RETRY_MILLIS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      client.send(request, BodyHandlers.discarding());
      arrivals.request(System.nanoTime());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
