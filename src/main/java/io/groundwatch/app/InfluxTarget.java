package io.groundwatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.config.ProtocolConfig.Influx;
import java.net.URI;
import java.net.URLEncoder;

/** Where points are written, by the generation of the server (InfluxDB API references, "Write"). */
final class InfluxTarget {
  private InfluxTarget() {}

  /** The request target below a base address; its own query is kept. */
  static String of(URI base, Influx influx) {
    String root = (base.getRawPath() == null ? "" : base.getRawPath()).replaceAll("/+$", "");
    String query = base.getRawQuery() == null ? "" : "&" + base.getRawQuery();
    if (influx instanceof Influx.V2 v2) {
      return root
          + "/api/v2/write?precision=ns&org="
          + encoded(v2.org())
          + "&bucket="
          + encoded(v2.bucket())
          + query;
    }
    if (influx instanceof Influx.V3 v3) {
      return root
          + "/api/v3/write_lp?precision=nanosecond&accept_partial=true&db="
          + encoded(v3.database())
          + query;
    }
    Influx.V1 v1 = (Influx.V1) influx;
    String policy = v1.retentionPolicy().map(name -> "&rp=" + encoded(name)).orElse("");
    return root + "/write?precision=ns&db=" + encoded(v1.database()) + policy + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
