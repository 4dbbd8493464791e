package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameCacheTest {
  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";

  private final String found = Security.getProperty(FOUND);
  private final String notFound = Security.getProperty(NOT_FOUND);

  /** No other test is to see what this one did. */
  @AfterEach
  void restore() {
    Security.setProperty(FOUND, found == null ? "30" : found);
    Security.setProperty(NOT_FOUND, notFound == null ? "10" : notFound);
  }

  @Test
  void addressesAreForgottenInSeconds() {
    NameCache.shorten();
    assertThat(Integer.parseInt(Security.getProperty(FOUND))).isBetween(1, 10);
    assertThat(Integer.parseInt(Security.getProperty(NOT_FOUND))).isBetween(0, 5);
  }
}
