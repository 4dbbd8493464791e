package io.groundwatch.output.http;

import io.groundwatch.model.Compression;
import java.net.URI;
import java.util.Map;

/**
 * What an {@link HttpOutput} sends to.
 *
 * @param url {@code http} or {@code https}; a user in it is not used
 * @param compression the one to begin with; weaker ones follow where the server refuses it
 * @param userAgent such as {@code groundwatch/0.1.0}
 * @param headers of each request; not secret
 */
public record HttpTarget(
    URI url, Compression compression, String userAgent, Map<String, String> headers) {
  /** Keeps its own copy. */
  public HttpTarget {
    headers = Map.copyOf(headers);
  }

  /** Without headers of its own. */
  public HttpTarget(URI url, Compression compression, String userAgent) {
    this(url, compression, userAgent, Map.of());
  }

  /** Path and query, as a request line has them. */
  String requestTarget() {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** The URL as it may be shown: without user, password and query. */
  String shown() {
    return shown(url);
  }

  /** A URL as it may be shown. */
  public static String shown(URI url) {
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String scheme = url.getScheme() == null ? "" : url.getScheme() + ":";
    return scheme
        + (authority.isEmpty() ? "" : "//" + authority.substring(authority.lastIndexOf('@') + 1))
        + path;
  }
}
