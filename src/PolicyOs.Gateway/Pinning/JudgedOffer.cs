namespace PolicyOs.Gateway.Pinning;

/// <summary>What a server offers with what of it differs from its pins: replaced together.</summary>
internal sealed record JudgedOffer(ServerOffer Offer, OfferVerdict Verdict);
