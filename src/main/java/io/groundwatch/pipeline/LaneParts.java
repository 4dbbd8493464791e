package io.groundwatch.pipeline;

/**
 * What a lane is made of. The lane's thread alone uses them.
 *
 * @param buffer its queue on disk
 * @param checkpoints what of it is done with
 * @param deadLetters where its refused records go
 * @param output its destination
 */
public record LaneParts(
    Buffer buffer, Checkpoints checkpoints, DeadLetters deadLetters, Output output) {}
