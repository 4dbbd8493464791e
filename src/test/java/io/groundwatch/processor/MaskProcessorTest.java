package io.groundwatch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskProcessorTest {
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

  @Test
  void putsStarsInThePlaceOfEveryMatch() throws ConfigException {
    Events events = mask("\"pattern\": \"password=\\\\S+\"");
    assertThat(events.message("user=a password=b password=c d")).isEqualTo("user=a *** *** d");
    assertThat(events.message("nothing here")).isEqualTo("nothing here");
    assertThat(events.count("masked_records")).isEqualTo(1);
  }

  @Test
  void mayKeepGroups() throws ConfigException {
    Events events =
        mask("\"pattern\": \"(?P<key>to?ken=)\\\\w+\", \"replacement\": \"${key}<gone>\"");
    assertThat(events.message("tken=a token=b")).isEqualTo("tken=<gone> token=<gone>");
  }

  @Test
  void masksAttributesAndTheirNames() throws ConfigException {
    Events events = mask("\"preset\": \"email\"");
    assertThat(
            events.pass(
                "by c@d.org",
                Map.of("user", "bob@example.com", "quota of bob@example.com", "7", "host", "h")))
        .isTrue();
    assertThat(events.message()).isEqualTo("by ***");
    assertThat(events.attributes())
        .isEqualTo(Map.of("user", "***", "quota of ***", "7", "host", "h"));
    assertThat(events.count("masked_records")).isEqualTo(1);
  }

  @Test
  void masksWhatAParserFound() throws ConfigException {
    Events events =
        Events.through(
            "{\"type\": \"parse\", \"format\": \"json\"},"
                + " {\"type\": \"mask\", \"pattern\": \"(?i)sécret\\\\d\"}");
    assertThat(
            events.message(
                "{\"msg\":\"SÉCRET1\",\"a\":{\"b\":[\"s\\u00e9cret2\"],\"c\":\"s\\u00e9cret3\"}}"))
        .isEqualTo("***");
    // In an array the value stays JSON as it was written, escapes and all.
    assertThat(events.attributes()).isEqualTo(Map.of("a.b", "[\"s\\u00e9cret2\"]", "a.c", "***"));
  }

  @Test
  void oneMaskFollowsAnother() throws ConfigException {
    Events events =
        Events.through(
            "{\"type\": \"mask\", \"preset\": \"ipv4\", \"replacement\": \"<ip>\"},"
                + " {\"type\": \"mask\", \"preset\": \"email\", \"replacement\": \"<mail>\"}");
    assertThat(events.message("10.0.0.1 a@b.org 10.0.0.2")).isEqualTo("<ip> <mail> <ip>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "email;mail to bob.b@example.com.;mail to ***.",
        "ipv4;from 10.1.2.3:80 to v1.2.3.4.5;from ***:80 to v1.2.3.4.5",
        "credit_card;pay 4111 1111 1111 1111 now;pay *** now",
        "aws_access_key;key=AKIAIOSFODNN7EXAMPLE ok;key=*** ok",
        "aws_access_key;ASIAIOSFODNN7EXAMPLE;***",
        "aws_access_key;AKIAIOSFODNN7EXAMPLEX NAKIAIOSFODNN7EXAMPLE;AKIAIOSFODNN7EXAMPLEX"
            + " NAKIAIOSFODNN7EXAMPLE",
        "bearer_token;Authorization: Bearer abc.DEF-123_456~+/==;Authorization: ***",
        "bearer_token;AUTHORIZATION: BEARER  abcdefgh, the bearer of news;AUTHORIZATION: ***, the"
            + " bearer of news",
        "jwt;token=" + JWT + " ok;token=*** ok",
        "jwt;eyJ.eyJ.x;eyJ.eyJ.x"
      })
  void presetsFindWhatTheirNameSays(String preset, String text, String expected)
      throws ConfigException {
    Events events = mask("\"preset\": \"" + preset + "\"");
    assertThat(events.message(text)).isEqualTo(expected);
    assertThat(events.message("é " + text)).isEqualTo("é " + expected);
  }

  @Test
  void noMatchRemainsAnywhereInAnEvent() throws ConfigException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Events events =
        Events.through(
            "{\"type\": \"parse\", \"format\": \"json\"},"
                + "{\"type\": \"mask\", \"pattern\": \"(?:tok|key)=[a-f0-9]{4,}\"},"
                + "{\"type\": \"mask\", \"preset\": \"email\"}");
    Pattern secret =
        Pattern.compile(
            "(?:tok|key)=[a-f0-9]{4,}|[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}");
    int secrets = 0;
    for (int round = 0; round < 5_000; round++) {
      boolean json = random.nextBoolean();
      String text = text(random);
      String line =
          json
              ? "{\"msg\":\"%s\",\"%s\":\"%s\",\"n\":{\"%s\":[\"%s\"]}}"
                  .formatted(text, text(random), text(random), text(random), text(random))
              : text;
      secrets += secret.matcher(line).find() ? 1 : 0;
      events.message(line);
      String left = events.message() + "\n" + events.attributes();
      assertThat(secret.matcher(left).find()).as("seed %d: %s -> %s", seed, line, left).isFalse();
    }
    assertThat(secrets).as("seed %d", seed).isGreaterThan(500);
  }

  private static String text(Random random) {
    String[] parts = {
      "tok=", "key=", "ab12", "0", "f", "@", "bob", "example.com", ".", " ", "é", "€", "x@y.de"
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static Events mask(String keys) throws ConfigException {
    return Events.through("{\"type\": \"mask\", " + keys + "}");
  }
}
