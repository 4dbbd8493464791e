package io.groundwatch.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 receiver on loopback that takes everything at once. It answers before it has looked
 * at a body, so that no sender waits for it; the bodies are read on a thread of their own, and only
 * a sender that is 256 MiB ahead of that has to wait. Any thread.
 */
final class Sink implements Closeable {
  private static final int AHEAD_KIBIBYTES = 256 << 10;
  private static final int BUFFER_BYTES = 256 << 10;

  /** Good for every sender; bulk indexing looks into it. */
  private static final byte[] TAKEN =
      http(
          "200 OK\r\nContent-Type: application/json", "{\"took\":1,\"errors\":false,\"items\":[]}");

  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private final ServerSocket listening;
  private final Arrivals arrivals;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Body> bodies = new LinkedBlockingQueue<>();
  private final Semaphore ahead = new Semaphore(AHEAD_KIBIBYTES);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Body(byte[] bytes, String encoding, long nanos, long micros) {
    private int kibibytes() {
      return Math.min(AHEAD_KIBIBYTES, bytes.length >> 10);
    }
  }

  private Sink(ServerSocket listening, Arrivals arrivals) {
    this.listening = listening;
    this.arrivals = arrivals;
  }

  /** Listens on a free port. */
  static Sink open(Arrivals arrivals) throws IOException {
    Sink sink = new Sink(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), arrivals);
    sink.start("sink-accept", sink::accept);
    sink.start("sink-read", sink::readBodies);
    return sink;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Fails where something came that could not be read, since then the account is wrong. */
  void check() throws IOException {
    Throwable seen = failure.get();
    if (seen != null) {
      throw new IOException("the receiver could not read what was sent", seen);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket connection : connections) {
      connection.close();
    }
    bodies.add(new Body(new byte[0], "end", 0, 0));
  }

  private void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        start("sink-connection", () -> serve(connection));
      } catch (IOException e) {
        noteUnlessClosed(e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream(), BUFFER_BYTES);
      OutputStream out = connection.getOutputStream();
      while (request(in, out)) {}
    } catch (EOFException e) {
      // A sender that was stopped in the middle of a request: it comes again, or is not measured.
      connections.remove(connection);
    } catch (IOException | InterruptedException e) {
      noteUnlessClosed(e);
    } finally {
      connections.remove(connection);
    }
  }

  private boolean request(InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    Map<String, String> headers = headers(in);
    if (headers.isEmpty()) {
      return false;
    }
    if (headers.containsKey("expect")) {
      out.write(CONTINUE);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    long micros = System.currentTimeMillis() * 1000;
    String encoding = headers.getOrDefault("content-encoding", "");
    Body body = new Body(bytes, encoding, System.nanoTime(), micros);
    arrivals.request(body.nanos);
    ahead.acquire(body.kibibytes());
    bodies.add(body);
    out.write(TAKEN);
    return true;
  }

  private void readBodies() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (Body body = bodies.take(); !body.encoding.equals("end"); body = bodies.take()) {
        Body taken = body;
        arrivals.body(visitor -> read(taken, buffer, visitor), taken.nanos, taken.micros);
        ahead.release(taken.kibibytes());
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void read(Body body, byte[] buffer, LineMark.Visitor visitor) throws IOException {
    Compression compression =
        switch (body.encoding) {
          case "zstd" -> Compression.ZSTD;
          case "gzip" -> Compression.GZIP;
          default -> Compression.NONE;
        };
    try (InputStream in = Compressor.reading(compression, new ByteArrayInputStream(body.bytes))) {
      int kept = 0;
      for (int read = in.read(buffer);
          read >= 0;
          read = in.read(buffer, kept, BUFFER_BYTES - kept)) {
        int filled = kept + read;
        int done = LineMark.find(buffer, filled, visitor);
        kept = filled - done;
        System.arraycopy(buffer, done, buffer, 0, kept);
      }
    }
  }

  /** The header lines up to the empty one, by lower-case name; empty at the stream's end. */
  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private void noteUnlessClosed(Exception e) {
    if (!listening.isClosed() && !(e instanceof java.net.SocketException)) {
      failure.compareAndSet(null, e);
    }
  }

  private static byte[] http(String head, String body) {
    return ("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
        .getBytes(ISO_8859_1);
  }
}
