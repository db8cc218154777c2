# Builds with the SDK, runs on the runtime alone, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Git's tags are not in the image: docker build --build-arg VERSION=1.2.0
ARG VERSION=
RUN dotnet publish src/AdvocacyBot -c Release -o /app ${VERSION:+-p:MinVerVersionOverride=$VERSION}

# This image has ICU and the time zones, which French, Spanish and local times need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir -m 700 /app/data && chown "$APP_UID" /app/data
USER $APP_UID
VOLUME /app/data

# The bot does not encrypt by itself: publish the port on loopback (-p 127.0.0.1:5080:5080) or behind a proxy with TLS. Requests arrive
# from one of Docker's or Podman's networks, which are private.
ENV Web__Url=http://0.0.0.0:5080 \
    Web__TrustedProxies=10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7
EXPOSE 5080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["dotnet", "AdvocacyBot.dll", "health"]
ENTRYPOINT ["dotnet", "AdvocacyBot.dll"]
