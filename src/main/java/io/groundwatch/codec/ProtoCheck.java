package io.groundwatch.codec;

import io.groundwatch.codec.ProtoSchema.Field;
import io.groundwatch.codec.ProtoSchema.Kind;

/**
 * Looks through a whole message in binary form, as far as its schema knows it, so that whoever
 * reads it afterwards meets nothing that is damaged. Any thread.
 */
public final class ProtoCheck {
  private static final int MAX_DEPTH = 64;

  private ProtoCheck() {}

  /** Throws where it is no message of this kind. */
  public static void check(byte[] message, ProtoSchema schema) throws DamagedMessageException {
    check(new ProtoCursor().of(message, 0, message.length), schema, 0);
  }

  private static void check(ProtoCursor fields, ProtoSchema schema, int depth)
      throws DamagedMessageException {
    if (depth > MAX_DEPTH) {
      throw new DamagedMessageException("nested deeper than " + MAX_DEPTH);
    }
    ProtoCursor within = null;
    while (fields.next()) {
      Field field = schema.field(fields.field());
      if (field == null) {
        continue;
      }
      if (field.message().isPresent()) {
        within = within == null ? new ProtoCursor() : within;
        check(within.of(fields), field.message().get(), depth + 1);
      } else if (isText(field.kind())) {
        fields.requireLength();
      } else {
        fields.numbers(field.kind() == Kind.FIXED64 || field.kind() == Kind.DOUBLE, bits -> {});
      }
    }
  }

  private static boolean isText(Kind kind) {
    return kind == Kind.STRING || kind == Kind.BASE64 || kind == Kind.HEX;
  }
}
