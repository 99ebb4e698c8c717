namespace PolicyOs.Journal.Records;

/// <summary>What a server offered under a name.</summary>
/// <param name="Digest">Of its definition, which is a record of its own.</param>
/// <param name="Schema">Fingerprint of the input schema that calls were held against, contract and definition together.</param>
public sealed record OfferedTool(string Digest, string Schema);
