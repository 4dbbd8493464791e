package io.groundwatch.model;

/**
 * How a payload is compressed, on disk and on the wire.
 *
 * <p>The code is part of the stored batch format and never changes its meaning.
 */
public enum Compression {
  NONE(0, "none", ""),
  GZIP(1, "gzip", "gzip"),
  ZSTD(2, "zstd", "zstd");

  private final int code;
  private final String key;
  private final String contentEncoding;

  Compression(int code, String key, String contentEncoding) {
    this.code = code;
    this.key = key;
    this.contentEncoding = contentEncoding;
  }

  /** The number that stands for it in a stored batch. */
  public int code() {
    return code;
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }

  /**
   * The HTTP {@code Content-Encoding}; empty for {@link #NONE}, which is sent without the header.
   */
  public String contentEncoding() {
    return contentEncoding;
  }

  /** The next one that more receivers understand; {@link #NONE} has no weaker one and is itself. */
  public Compression weaker() {
    return this == ZSTD ? GZIP : NONE;
  }
}
