package io.groundwatch.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found without a pattern, held against patterns that are slower. */
class PresetMatchesTest {
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,}");
  private static final String NUMBER = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
  private static final Pattern IPV4 =
      Pattern.compile("(?<!\\d)(?<!\\d\\.)(?:" + NUMBER + "\\.){3}" + NUMBER + "(?!\\d)(?!\\.\\d)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bob@example.com>",
        "user=<a.b+c_d%e-f@mail.example.co.uk>, ok",
        "mailto:<x@y.zz>.",
        "<a@b.co>@c.com",
        "bob@localhost a@b @x.com a@.com",
        "<a@b.com>1 <c@d.org>-x",
        "<jörg@müller.de>",
        "{\"mail\":\"<a@b.io>\"}",
        "@@<a@b.io>@@",
        "a@b..com <x@a-b.example>"
      })
  void findsAddresses(String marked) {
    finds(new EmailMatches(), marked);
  }

  @Test
  void findsAddressesAsThePatternDoes() {
    agrees(new EmailMatches(), EMAIL, "aB1..@@-com %");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<10.0.0.1> - <255.255.255.255>:80",
        "from=<192.168.1.20>, x",
        "v1.2.3.4.5 1.2.3 256.1.1.1 1.2.3.1000",
        "[<127.0.0.1>]. at <8.8.8.8>.",
        "::ffff:<10.1.2.3>",
        "<010.001.000.009>/24"
      })
  void findsIpv4Addresses(String marked) {
    finds(new Ipv4Matches(), marked);
  }

  @Test
  void findsIpv4AddressesAsThePatternDoes() {
    agrees(new Ipv4Matches(), IPV4, "0112559.... x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "card <4111111111111111> ok",
        "<4111 1111 1111 1111>, <5500-0000-0000-0004>",
        "<378282246310005> <3782 822463 10005>",
        "4111111111111112 4111 1111 1111 1112",
        "1111 <4111 1111 1111 1111> 12/27",
        "<6011000990139424>;<30569309025904>;<2223003122003222>",
        "1769860801250000000 17698608012500 id=a4111111111111111",
        "4111-1111 1111-1111 411111111111111100000",
        "pan=\"<4111111111111111>\""
      })
  void findsCardNumbers(String marked) {
    finds(new CardNumberMatches(), marked);
  }

  @Test
  void noCardNumberIsLeftWhereverItStands() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String digits = cardNumber(random);
      int[] groups = digits.length() == 15 ? new int[] {4, 6, 5} : new int[] {4, 4, 4, 4, 4};
      String separator = new String[] {"", " ", "-"}[random.nextInt(3)];
      String card = grouped(digits, groups, separator);
      String text =
          noise(random) + " " + card + new String[] {"", ".", " x", "\""}[random.nextInt(4)];
      assertThat(masked(new CardNumberMatches(), text))
          .as("seed %d: %s", seed, text)
          .doesNotContain(card);
    }
  }

  private static String cardNumber(Random random) {
    int length = new int[] {13, 14, 15, 16, 19}[random.nextInt(5)];
    StringBuilder digits = new StringBuilder().append(2 + random.nextInt(5));
    while (digits.length() < length - 1) {
      digits.append(random.nextInt(10));
    }
    for (char check = '0'; check <= '9'; check++) {
      if (sum(digits.toString() + check) % 10 == 0) {
        return digits.append(check).toString();
      }
    }
    throw new AssertionError("one of ten digits is right");
  }

  private static int sum(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10) * (1 + i % 2);
      sum += digit / 10 + digit % 10;
    }
    return sum;
  }

  private static String grouped(String digits, int[] groups, String separator) {
    StringBuilder card = new StringBuilder();
    int at = 0;
    for (int group : groups) {
      int end = Math.min(digits.length(), at + group);
      card.append(at == 0 || end == at ? "" : separator).append(digits, at, end);
      at = end;
    }
    return card.toString();
  }

  private static String noise(Random random) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      noise.append("0123456789 -x.".charAt(random.nextInt(14)));
    }
    return noise.toString();
  }

  /** Finds what stands between the angle brackets, and no more. */
  private static void finds(TextMatches matches, String marked) {
    String text = marked.replaceAll("[<>]", "");
    assertThat(masked(matches, text)).isEqualTo(marked.replaceAll("<[^>]*>", "#"));
  }

  private static void agrees(TextMatches matches, Pattern pattern, String letters) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String masked = masked(matches, text.toString());
      found += masked.indexOf('#') >= 0 ? 1 : 0;
      assertThat(masked)
          .as("seed %d: '%s'", seed, text)
          .isEqualTo(pattern.matcher(text).replaceAll("#"));
    }
    assertThat(found).as("seed %d", seed).isGreaterThan(100);
  }

  private static String masked(TextMatches matches, String text) {
    TextReplacer replacer = new TextReplacer(matches, Replacement.of("#"));
    byte[] bytes = ("1" + text + "1").getBytes(UTF_8);
    boolean found = replacer.replace(bytes, 1, bytes.length - 2);
    return found ? new String(replacer.bytes(), 0, replacer.length(), UTF_8) : text;
  }
}
