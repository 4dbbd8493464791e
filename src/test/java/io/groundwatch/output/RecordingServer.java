package io.groundwatch.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.groundwatch.codec.Compressor;
import io.groundwatch.model.Compression;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server that keeps what it was sent and answers as a test wants. */
public final class RecordingServer implements Closeable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answers;

  /** What came in; the body decompressed where it was gzip, and as it came. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Request(
      String method, URI uri, Map<String, String> headers, byte[] body, byte[] wireBody) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public String text() {
      return new String(body, UTF_8);
    }
  }

  /** What goes out. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  /** Answers each request as {@code answers} says. */
  public RecordingServer(Function<Request, Answer> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers the first request with the first, and every one after the last with the last. */
  public static RecordingServer answering(Answer... inTurn) throws IOException {
    int[] next = {0};
    return new RecordingServer(request -> inTurn[Math.min(next[0]++, inTurn.length - 1)]);
  }

  public void answer(Function<Request, Answer> other) {
    answers = other;
  }

  public List<Request> requests() {
    return requests;
  }

  public Request request(int index) {
    return requests.get(index);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      byte[] wire = exchange.getRequestBody().readAllBytes();
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers,
              plain(wire, headers.getOrDefault("content-encoding", "")),
              wire);
      requests.add(request);
      Answer answer = answers.apply(request);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static byte[] plain(byte[] wire, String encoding) throws IOException {
    return encoding.equals("gzip")
        ? Compressor.reading(Compression.GZIP, new ByteArrayInputStream(wire)).readAllBytes()
        : wire;
  }
}
