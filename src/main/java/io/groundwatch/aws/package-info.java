/**
 * What it takes to speak to AWS: credentials, signatures, endpoints. Written by hand, since AWS's
 * own modules for it weigh 3.9 MB without STS and a client. Knows no output.
 */
@NullMarked
package io.groundwatch.aws;

import org.jspecify.annotations.NullMarked;
