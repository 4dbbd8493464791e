package io.groundwatch.input.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A metadata service on the loopback: answers requests such as {@code GET /path} that bear a header
 * with what is put for them, and 401 to those that do not bear it.
 */
final class MetadataServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Map.Entry<String, String> header = Map.entry("Host", "");

  MetadataServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  MetadataServer demanding(String name, String value) {
    header = Map.entry(name, value);
    return this;
  }

  MetadataServer put(String request, String answer) {
    answers.put(request, answer);
    return this;
  }

  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(request);
    String answer = answers.get(request);
    String given = exchange.getRequestHeaders().getFirst(header.getKey());
    boolean allowed =
        header.getValue().isEmpty()
            || header.getValue().equals(given)
            || exchange.getRequestMethod().equals("PUT");
    byte[] body = (answer == null ? "no" : answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(allowed ? (answer == null ? 404 : 200) : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
