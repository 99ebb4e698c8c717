namespace PolicyOs.Gateway.Pinning;

/// <summary>What a server was when it was reviewed, or first seen.</summary>
internal interface IServerPins
{
    /// <summary>Compares an offer with the pins.</summary>
    OfferVerdict Judge(ServerOffer offer);
}
