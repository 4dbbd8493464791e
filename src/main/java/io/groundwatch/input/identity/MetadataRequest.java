package io.groundwatch.input.identity;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One request to a metadata service: link-local, so never through a proxy, and answered at once or
 * not at all. It waits for the answer, on the thread {@code cloud}.
 */
final class MetadataRequest {
  private static final int PATIENCE_MILLIS = 1000;
  private static final int MAX_BYTES = 64 << 10;

  private final String method;
  private final URI address;
  private final Map<String, String> headers;

  /** Sends nothing yet. */
  MetadataRequest(String method, URI address, Map<String, String> headers) {
    this.method = method;
    this.address = address;
    this.headers = Map.copyOf(headers);
  }

  /**
   * The text of the answer; empty where the service does not have it (404).
   *
   * @throws IOException if nobody answers in time, or with another status than 200 and 404
   */
  Optional<String> send() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setRequestMethod(method);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      headers.forEach(connection::setRequestProperty);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException(address + " answers " + status);
      }
      try (InputStream body = connection.getInputStream()) {
        return Optional.of(new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip());
      }
    } finally {
      connection.disconnect();
    }
  }
}
