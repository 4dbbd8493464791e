package io.groundwatch.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/**
 * Makes log lines of 100 to 300 bytes as services write them, each with a {@link LineMark}: access
 * log, application log, key and value, JSON. Owned by one thread.
 */
final class LogLine {
  /** No line is longer, with its line end. */
  static final int MAX_BYTES = 320;

  /** A digit in place of each {@code #}, a hexadecimal one in place of each {@code ~}. */
  private static final byte[][] TEMPLATES = {
    bytes("10.#.##.### - - [31/Jan/2026:12:##:## +0000] \"GET /api/v1/orders/######?page=## "),
    bytes(
        "2026-01-31T12:##:##.###Z INFO  [worker-##] c.e.shop.OrderService - stored order ~~~~~~~~"),
    bytes(
        "level=info ts=2026-01-31T12:##:##.###Z caller=head.go:### msg=\"compacted\" block=~~~~~~ "),
    bytes(
        "{\"time\":\"2026-01-31T12:##:##.###Z\",\"level\":\"debug\",\"logger\":\"http\",\"trace\":\"~~~~~~~~\","),
  };

  private static final byte[][] ENDINGS = {
    bytes(
        " HTTP/1.1\" 200 ##### \"https://shop.example/cart\" \"Mozilla/5.0 (X11; Linux x86_64)\" 0.0##"),
    bytes(" for customer ##### in ## ms"),
    bytes(" duration=##.###ms series=#### samples=###### from=~~~~~~~~~~~~ to=~~~~~~~~~~~~"),
    bytes(
        "\",\"path\":\"/api/v1/items/####\",\"status\":200,\"bytes\":####,\"agent\":\"curl/7.88.1\"}"),
  };

  private static final byte[] FILLER =
      bytes(
          " session=~~~~~~~~~~~~~~~~ upstream=10.1.##.##:8080 cache=MISS region=eu-west-1 retry=0");

  private static final byte[] MESSAGE = bytes("\"msg\":\"");
  private static final int JSON = 3;

  private final SplittableRandom random;
  private final byte[] line = new byte[MAX_BYTES];
  private int length;

  LogLine(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Puts a line with its line end at {@code at}. Returns where it ends. */
  int put(byte[] into, int at, int file, long number, long micros) {
    length = 0;
    int kind = random.nextInt(TEMPLATES.length);
    fill(TEMPLATES[kind]);
    if (kind == JSON) {
      fill(MESSAGE);
    }
    length = LineMark.put(line, length, file, number, micros);
    if (random.nextInt(3) == 0) {
      fill(FILLER);
    }
    fill(ENDINGS[kind]);
    line[length++] = '\n';
    System.arraycopy(line, 0, into, at, length);
    return at + length;
  }

  private void fill(byte[] template) {
    long bits = random.nextLong() | 1;
    for (byte symbol : template) {
      if (symbol == '#' || symbol == '~') {
        bits ^= bits << 13;
        bits ^= bits >>> 7;
        bits ^= bits << 17;
        int any = (int) (bits >>> 33);
        line[length++] = (byte) (symbol == '#' ? '0' + any % 10 : Character.forDigit(any & 15, 16));
      } else {
        line[length++] = symbol;
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }
}
