package io.groundwatch.output;

import io.groundwatch.model.Compression;
import io.groundwatch.net.HttpProxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What an output over HTTP sends to.
 *
 * @param url {@code http} or {@code https}; a user in it is not used
 * @param compression the one to begin with; weaker ones follow where the server refuses it
 * @param userAgent such as {@code groundwatch/0.1.0}
 * @param headers of each request; not secret
 * @param reader the proxy that reads the requests, and may have answered in place of the url
 */
public record HttpTarget(
    URI url,
    Compression compression,
    String userAgent,
    Map<String, String> headers,
    Optional<HttpProxy> reader) {
  /** Keeps its own copy. */
  public HttpTarget {
    headers = Map.copyOf(headers);
  }

  /** Without headers of its own or a proxy. */
  public HttpTarget(URI url, Compression compression, String userAgent) {
    this(url, compression, userAgent, Map.of(), Optional.empty());
  }

  /** Path and query, as a request line has them. */
  public String requestTarget() {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** The URL as it may be shown: without user, password and query. */
  public String shown() {
    return shown(url);
  }

  /** Who answers, as it may be shown. */
  public String answering() {
    return shown() + reader.map(proxy -> " through the proxy " + proxy).orElse("");
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
