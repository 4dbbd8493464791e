package io.groundwatch.input.collectd;

import java.util.Arrays;

/**
 * What the parts of a packet have said so far: a part stays in force until another of its kind
 * comes. Used again for each packet; one thread.
 */
final class Parts {
  /** What collectd itself uses where a packet says nothing. */
  static final int DEFAULT_INTERVAL_SECONDS = 10;

  String host = "";
  String plugin = "";
  String pluginInstance = "";
  String type = "";
  String typeInstance = "";

  /** In nanoseconds since the epoch; 0 = not said. */
  long timeNanos;

  int intervalSeconds = DEFAULT_INTERVAL_SECONDS;
  Importance importance = Importance.OKAY;
  private SourceKind[] kinds = new SourceKind[0];
  private double[] numbers = new double[0];
  private int count;

  /** Of a notification. */
  enum Importance {
    FAILURE("ERROR"),
    WARNING("WARN"),
    OKAY("INFO");

    private final String severity;

    Importance(String severity) {
      this.severity = severity;
    }

    /** As log records call it. */
    String severity() {
      return severity;
    }
  }

  /** A new packet begins. */
  void clear() {
    host = "";
    plugin = "";
    pluginInstance = "";
    type = "";
    typeInstance = "";
    timeNanos = 0;
    intervalSeconds = DEFAULT_INTERVAL_SECONDS;
    importance = Importance.OKAY;
    count = 0;
  }

  /** Begins a list of so many values. */
  void values(int size) {
    if (size > numbers.length) {
      kinds = Arrays.copyOf(kinds, size);
      numbers = Arrays.copyOf(numbers, size);
    }
    count = size;
  }

  /** Sets one of them. */
  void value(int at, SourceKind kind, double number) {
    kinds[at] = kind;
    numbers[at] = number;
  }

  /** How many values the list has. */
  int count() {
    return count;
  }

  SourceKind kind(int at) {
    return kinds[at];
  }

  double number(int at) {
    return numbers[at];
  }
}
