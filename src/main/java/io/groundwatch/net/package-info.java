/**
 * The Netty HTTP client that HTTP outputs share: connection, deadlines, TLS. Knows no signal and no
 * batch.
 */
@NullMarked
package io.groundwatch.net;

import org.jspecify.annotations.NullMarked;
