package io.groundwatch.codec;

import io.groundwatch.model.SignalKind;

/**
 * A record that a destination refused.
 *
 * @param index of the record in its batch
 * @param reason the destination's words
 * @param kind of the record
 * @param record one JSON object, byte for byte as it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record DeadLetter(int index, String reason, SignalKind kind, byte[] record) {}
