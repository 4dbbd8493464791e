package io.groundwatch.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on loopback (the JDK's) that accounts for every line it is sent, and fails as
 * a test tells it. It can be stopped and started again on the same port.
 */
final class AccountingServer implements Closeable {
  /** What it does with a batch. */
  enum Mode {
    TAKE,
    /** Takes nothing, says 500. */
    FAIL,
    /** Refuses, with 400, what holds the word "bad"; takes the rest. */
    PICKY,
    /** Takes it, but the answer is lost: the case where a repeat is due. */
    TAKE_AND_FAIL,
    /** Takes nothing, says nothing. */
    HANG,
    /** Is not there. */
    REFUSE
  }

  private static final Pattern MESSAGE = Pattern.compile("\"message\":\"(\\d+) ");

  private final Lock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<String, String> contents = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable HttpServer server;
  private int port;
  private int repeats;
  private int requests;
  private volatile Mode mode = Mode.TAKE;

  static AccountingServer open() throws IOException {
    AccountingServer accounting = new AccountingServer();
    accounting.listen();
    return accounting;
  }

  int port() {
    return port;
  }

  /** From now on. */
  void mode(Mode next) throws IOException {
    mode = next;
    if (next == Mode.REFUSE) {
      stop();
    } else if (server == null) {
      listen();
    }
  }

  /** Waits until {@code count} different lines have come; false = they did not in time. */
  boolean awaitLines(int count, long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (lines.size() < count && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return lines.size() >= count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a batch has come, whatever became of it; false = none did in time. */
  boolean awaitRequest(long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(seconds);
    lock.lock();
    try {
      while (requests == 0 && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return requests > 0;
    } finally {
      lock.unlock();
    }
  }

  /** The lines that came in batches of different ids: repeats that no receiver could tell. */
  List<String> linesInSeveralBatches() {
    lock.lock();
    try {
      return lines.entrySet().stream()
          .filter(e -> e.getValue() > 1)
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** What was wrong with what came: a known id with other bytes, a missing id. */
  List<String> faults() {
    return faults;
  }

  /** How many batches came again, byte for byte. */
  int repeats() {
    return repeats;
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }

  private void listen() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    started.createContext("/", this::handle);
    started.setExecutor(threads);
    started.start();
    port = started.getAddress().getPort();
    server = started;
  }

  private void stop() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    countRequest();
    Mode now = mode;
    if (now == Mode.HANG || now == Mode.REFUSE) {
      // Left open without an answer: the agent's own deadline has to end it.
      return;
    }
    String text = text(exchange, body);
    boolean refused = now == Mode.PICKY && text.contains("bad");
    if (now != Mode.FAIL && !refused) {
      account(exchange, text);
    }
    boolean taken = now == Mode.TAKE || now == Mode.PICKY;
    exchange.sendResponseHeaders(refused ? 400 : taken ? 200 : 500, -1);
    exchange.close();
  }

  private void countRequest() {
    lock.lock();
    try {
      requests++;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String text(HttpExchange exchange, byte[] body) throws IOException {
    Compression compression =
        "zstd".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
            ? Compression.ZSTD
            : Compression.GZIP;
    try (InputStream in = Compressor.reading(compression, new java.io.ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void account(HttpExchange exchange, String text) {
    String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    lock.lock();
    try {
      take(id, text);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void take(@Nullable String id, String text) {
    if (id == null) {
      faults.add("a batch without an id");
      return;
    }
    String before = contents.putIfAbsent(id, text);
    if (before != null) {
      repeats++;
      if (!before.equals(text)) {
        faults.add("batch " + id + " came again with other content");
      }
      return;
    }
    Matcher message = MESSAGE.matcher(text);
    while (message.find()) {
      lines.merge(message.group(1), 1, Integer::sum);
    }
  }
}
