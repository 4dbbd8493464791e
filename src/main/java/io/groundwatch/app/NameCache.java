package io.groundwatch.app;

import java.security.Security;

/**
 * Makes Java forget the addresses of names soon. By itself it remembers them for half a minute, and
 * under some policies for ever, so that an agent would go on to knock where a server was before it
 * moved. Names are looked up when a connection is made and not otherwise, and the platform has a
 * cache of its own.
 */
final class NameCache {
  private static final String FOUND_SECONDS = "5";
  private static final String NOT_FOUND_SECONDS = "1";

  private NameCache() {}

  /** Called before the first name is looked up: Java reads this once. */
  static void shorten() {
    Security.setProperty("networkaddress.cache.ttl", FOUND_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", NOT_FOUND_SECONDS);
  }
}
