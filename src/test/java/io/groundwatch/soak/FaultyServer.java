package io.groundwatch.soak;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 receiver on loopback that enters every batch it takes into a {@link Ledger}, and
 * fails in the way it is told to: by hand from the socket up, so that it can fail anywhere. Any
 * thread.
 */
final class FaultyServer implements Closeable {
  /** What it does with a batch. */
  enum Mode {
    TAKE,
    /** Takes nothing, says 500. */
    ERROR,
    /** Takes nothing, says 503 and to come again in a second. */
    BUSY,
    /** Takes nothing, says 429 and, by a date, to come again soon. */
    THROTTLE,
    /** Takes it, and the answer never comes. */
    TAKE_AND_HANG,
    /** Takes it and resets the connection: the case where a repeat is due. */
    TAKE_AND_RESET,
    /** Takes it and closes in the middle of the answer. */
    TAKE_AND_CUT,
    /** Takes nothing, says nothing. */
    HANG,
    /** Resets the connection in the middle of the request. */
    RESET,
    /** Answers a byte a moment, without end. */
    DRIP,
    /** Answers what is not HTTP. */
    GARBAGE,
    /** Accepts no connection. */
    REFUSE
  }

  private static final Set<Mode> TAKING =
      Set.of(Mode.TAKE, Mode.TAKE_AND_HANG, Mode.TAKE_AND_RESET, Mode.TAKE_AND_CUT);
  private static final String THROTTLED =
      """
      HTTP/1.1 429 No\r
      Retry-After: Thu, 01 Jan 2015 00:00:00 GMT\r
      Content-Length: 0\r
      \r
      """;
  private static final int RESET_AFTER_BYTES = 100;
  private static final long DRIP_MILLISECONDS = 50;

  private final Ledger ledger;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "receiver");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Mode mode = Mode.TAKE;
  private volatile ServerSocket listening;

  private FaultyServer(Ledger ledger, ServerSocket listening) {
    this.ledger = ledger;
    this.listening = listening;
  }

  /** Listens on a free port. */
  static FaultyServer open(Ledger ledger) throws IOException {
    FaultyServer server =
        new FaultyServer(ledger, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
    server.accept(server.listening);
    return server;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** From now on; connections that are open are closed, so that no hang outlives its mode. */
  void mode(Mode next) throws IOException {
    mode = next;
    for (Socket connection : connections) {
      connection.close();
    }
    if (next == Mode.REFUSE) {
      listening.close();
    } else if (listening.isClosed()) {
      listening = new ServerSocket(port(), 0, InetAddress.getLoopbackAddress());
      accept(listening);
    }
  }

  @Override
  public void close() throws IOException {
    mode(Mode.REFUSE);
    closed.countDown();
    threads.shutdownNow();
  }

  private void accept(ServerSocket server) {
    threads.execute(
        () -> {
          try {
            while (!server.isClosed()) {
              Socket connection = server.accept();
              connections.add(connection);
              threads.execute(() -> serve(connection));
            }
          } catch (IOException e) {
            // Closed, by mode() or close(): the end of this thread.
            closed.getCount();
          }
        });
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (request(connection, in)) {}
    } catch (IOException | InterruptedException e) {
      // The agent was killed, or mode() closed the connection: both are what this is for.
      closed.getCount();
    } finally {
      connections.remove(connection);
    }
  }

  /** Serves one request; false = the connection is over. */
  private boolean request(Socket connection, InputStream in)
      throws IOException, InterruptedException {
    Map<String, String> headers = headers(in);
    if (headers.isEmpty()) {
      return false;
    }
    Mode now = mode;
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (now == Mode.RESET) {
      in.readNBytes(Math.min(length, RESET_AFTER_BYTES));
      return reset(connection);
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    if (TAKING.contains(now)) {
      ledger.took(headers.get("idempotency-key"), text(headers.get("content-encoding"), body));
    }
    return answer(now, connection);
  }

  private boolean answer(Mode now, Socket connection) throws IOException, InterruptedException {
    OutputStream out = connection.getOutputStream();
    switch (now) {
      case TAKE -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      case ERROR -> write(out, "HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\noops");
      case BUSY -> write(out, "HTTP/1.1 503 No\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
      case THROTTLE -> write(out, THROTTLED);
      case GARBAGE -> write(out, "\u0000\u0001 no HTTP at all\r\n\r\n");
      case TAKE_AND_RESET -> {
        return reset(connection);
      }
      case TAKE_AND_CUT -> {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        return false;
      }
      case DRIP -> drip(out);
      case TAKE_AND_HANG, HANG, REFUSE, RESET -> closed.await();
    }
    return now != Mode.GARBAGE;
  }

  private void drip(OutputStream out) throws IOException, InterruptedException {
    write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (!closed.await(DRIP_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      write(out, ".");
    }
  }

  private static boolean reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
    return false;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String text(@Nullable String encoding, byte[] body) throws IOException {
    if (encoding == null) {
      return new String(body, StandardCharsets.UTF_8);
    }
    Compression compression = encoding.equals("zstd") ? Compression.ZSTD : Compression.GZIP;
    try (InputStream in = Compressor.reading(compression, new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The header lines up to the empty one, by lower-case name; empty at the stream's end. */
  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    String line = line(in);
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
      line = line(in);
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
