# Builds with the SDK, runs on the runtime alone, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/AdvocacyBot -c Release -o /app

# This image has ICU and the time zones, which French, Spanish and local times need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /app/data && chown "$APP_UID" /app/data
USER $APP_UID
VOLUME /app/data

# The room listens inside the container alone; publish it on loopback: -p 127.0.0.1:5080:5080
ENV Room__Url=http://0.0.0.0:5080 \
    Room__BehindProxy=true
EXPOSE 5080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["dotnet", "AdvocacyBot.dll", "health"]
ENTRYPOINT ["dotnet", "AdvocacyBot.dll"]
