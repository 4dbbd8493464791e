package io.groundwatch.input.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogMessageTest {
  private static final long NOW = nanos("2026-01-02T12:00:00Z");

  private final SyslogMessage message = new SyslogMessage(new SyslogTime(ZoneOffset.ofHours(1)));

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  private String read(String text) {
    byte[] bytes = ("##" + text).getBytes(UTF_8);
    message.read(bytes, 2, bytes.length - 2, NOW);
    return new String(bytes, message.start(), message.length(), UTF_8);
  }

  @Test
  void readsTheNewForm() {
    assertThat(
            read(
                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 77 ID47"
                    + " [exampleSDID@32473 iut=\"3\" say=\"a \\\"b\\\" \\] c\"][x@1 y=\"\"]"
                    + " \ufeffAn application event"))
        .isEqualTo("An application event");
    assertThat(message.host()).isEqualTo("mymachine.example.com");
    assertThat(message.timeNanos()).isEqualTo(nanos("2003-10-11T22:14:15.003Z"));
    assertThat(message.attributes())
        .isEqualTo(
            Map.of(
                "severity", "notice",
                "syslog.facility", "local4",
                "syslog.appname", "evntslog",
                "syslog.procid", "77",
                "syslog.msgid", "ID47",
                "syslog.exampleSDID@32473.iut", "3",
                "syslog.exampleSDID@32473.say", "a \"b\" ] c"));
  }

  @Test
  void whatIsNotSaidIsLeftOut() {
    assertThat(read("<0>1 - - - - - -")).isEmpty();
    assertThat(message.host()).isEmpty();
    assertThat(message.timeNanos()).isEqualTo(NOW);
    assertThat(message.attributes())
        .isEqualTo(Map.of("severity", "emerg", "syslog.facility", "kern"));
    assertThat(read("<34>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 p 8710 - - %% It's time."))
        .isEqualTo("%% It's time.");
    assertThat(message.timeNanos()).isEqualTo(nanos("2003-08-24T12:14:15.000003Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed|'su root' failed|mymachine|su|-|2025-10-11T21:14:15Z",
        "<13>Jan  3 00:00:01 web1 app[17]: hello|hello|web1|app|17|2026-01-02T23:00:01Z",
        "<13>Jan  2 13:00:00 su: no host|no host|~~|su|-|2026-01-02T12:00:00Z",
        "<13>2026-01-02T10:00:00.5+00:00 web1 app: iso|iso|web1|app|-|2026-01-02T10:00:00.500Z",
        "<13>Dec 31 23:59:59 web1 no tag here|no tag here|web1|-|-|2025-12-31T22:59:59Z",
        "<13>just a text|just a text|~~|-|-|2026-01-02T12:00:00Z",
        "no priority|no priority|~~|-|-|2026-01-02T12:00:00Z",
        "<999>odd|<999>odd|~~|-|-|2026-01-02T12:00:00Z",
        "<13>Feb 31 10:00:00 web1 app: no such day|Feb 31 10:00:00 web1 app: no such day|~~|-|-|2026-01-02T12:00:00Z"
      })
  void readsTheOldFormAsFarAsItGoes(
      String sent, String text, String host, String app, String process, String time) {
    assertThat(read(sent + "\n")).isEqualTo(text);
    assertThat(message.host()).isEqualTo(host);
    assertThat(message.attributes().get("syslog.appname")).isEqualTo(app);
    assertThat(message.attributes().get("syslog.procid")).isEqualTo(process);
    assertThat(message.timeNanos()).isEqualTo(nanos(time));
  }

  @Test
  void noMessageBreaksIt() {
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println("SyslogMessageTest: seed " + seed);
    Random random = new Random(seed);
    String[] models = {
      "<165>1 2003-10-11T22:14:15.003Z a b 77 ID47 [x@3 i=\"3\" s=\"a \\\"b\"][y] text",
      "<34>Oct 11 22:14:15 mymachine su[3]: 'su root' failed"
    };
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = models[i % 2].getBytes(UTF_8);
      for (int j = random.nextInt(5); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
      message.read(bytes, 0, length, NOW);
      assertThat(message.start()).isBetween(0, length);
      assertThat(message.length()).isBetween(0, length);
    }
  }
}
