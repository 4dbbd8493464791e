package io.groundwatch.net;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a request ended. */
public sealed interface HttpResult {

  /**
   * The server answered.
   *
   * @param status 101 to 999
   * @param headers by name, whatever the case; the first where one is repeated
   * @param body the first bytes, as many as the request wants; may hold anything; never written
   *     once here
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Answer(int status, Map<String, String> headers, byte[] body) implements HttpResult {
    /** An answer in words. */
    public Answer(int status, Map<String, String> headers, String body) {
      this(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps its own copy of the headers. */
    public Answer {
      Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.forEach(copy::putIfAbsent);
      headers = Collections.unmodifiableMap(copy);
    }

    /** The start of the body as UTF-8. */
    public String bodyStart() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The header of this name, whatever its case. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  /**
   * There was no whole answer. The server may have taken the request all the same.
   *
   * @param reason what a person reads, with the address and without secrets
   * @param actionNeeded whether a person has to act before it can go on
   */
  record Failure(String reason, boolean actionNeeded) implements HttpResult {
    /** One that may pass by itself. */
    public Failure(String reason) {
      this(reason, false);
    }
  }
}
