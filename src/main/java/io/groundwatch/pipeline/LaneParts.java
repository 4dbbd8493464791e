package io.groundwatch.pipeline;

/**
 * What a lane is made of. The lane's thread alone uses them, but for the rate, which all lanes of a
 * destination share.
 *
 * @param buffer its queue on disk
 * @param checkpoints what of it is done with
 * @param deadLetters where its refused records go
 * @param output its destination
 * @param rate how fast the destination may be sent to
 */
public record LaneParts(
    Buffer buffer,
    Checkpoints checkpoints,
    DeadLetters deadLetters,
    Output output,
    RateLimit rate) {}
